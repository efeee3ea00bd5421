package io.github.flexyfleet.fleet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A device that loses its connection while its message is waited for: the hub tells it by the will that it left there. */
class LostConnectionTest {
    /** It left the will under the configuration that it runs, and cannot be asked for a message. */
    private static Ward losing() {
        Ward ward = new Ward();
        ward.will = Optional.of(ward.target.digest().abbreviated());
        ward.flushing = Optional.of(new IotHubFailure.NotFound());
        return ward;
    }

    /** It left the will under another configuration. */
    private static Ward losingAnother() {
        Ward ward = losing();
        ward.will = Optional.of("ffff".repeat(4));
        return ward;
    }

    @Test
    void itsOwnWillIsNoMessageOfSomethingElse() throws Exception {
        assertThat(losing().examine().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(DoctorCode.NOT_ASKED);
            assertThat(problem.what())
                    .isEqualTo("the hub could not ask it for a message (it is not connected there), and none came by"
                            + " itself within 90 s");
        });
    }

    @Test
    void norIsItAMessageThatProvesAnything() throws Exception {
        Ward ward = losing();
        ward.flushing = Optional.empty();
        ward.sends = false;

        assertThat(ward.examine().problems()).extracting(Verdict.Problem::code).containsExactly(DoctorCode.NO_MESSAGE);
    }

    @Test
    void aMessageThatComesAfterItCounts() throws Exception {
        Ward ward = losing();
        ward.arrives = true;

        assertThat(ward.examine().problems()).isEmpty();
    }

    @Test
    void aWillUnderAnotherConfigurationIsOfACopy() throws Exception {
        assertThat(losingAnother().examine().problems())
                .extracting(Verdict.Problem::code)
                .containsExactly(DoctorCode.OTHER_MESSAGE);
    }

    @Test
    void ofADeviceThatWasNotAskedWhatItRunsItSaysNothing() throws Exception {
        Ward ward = losingAnother();
        ward.account = Optional.of(ProblemCode.TALK2M);

        assertThat(ward.examine().problems())
                .extracting(Verdict.Problem::code)
                .containsExactly(DoctorCode.TALK2M_UNREACHABLE, DoctorCode.NOT_ASKED);
    }
}
