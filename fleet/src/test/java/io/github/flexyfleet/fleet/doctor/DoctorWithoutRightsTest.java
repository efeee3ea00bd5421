package io.github.flexyfleet.fleet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.hub.EventFeedException.Reason;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Without a login, a right or a way to ask, the doctor looks at all else and says what it could not look at. */
class DoctorWithoutRightsTest {
    private static void hasNothingButNotLookedAt(Ward ward, int link, String words) throws Exception {
        DoctorReport report = ward.examine();

        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
        List<Link> links = report.devices().get(ward.target.device());
        assertThat(links).hasSize(12);
        assertThat(links)
                .filteredOn(one -> one.verdict() instanceof Verdict.NotLooked)
                .containsExactly(links.get(link));
        assertThat(((Verdict.NotLooked) links.get(link).verdict()).why()).contains(words);
    }

    @Test
    void withoutALoginAtTheHubAllElseIsLookedAt() throws Exception {
        Ward ward = new Ward();
        ward.registry = Optional.of(new IotHubFailure.NoToken("there is no connection string of the hub"));
        ward.flushing = ward.registry;
        ward.arrives = true;

        hasNothingButNotLookedAt(ward, 8, "see IoT Hub registry above");
        assertThat(ward.examine().lines())
                .anyMatch(line -> line.startsWith("  not looked  IoT Hub registry: no login at the hub: there is no"
                        + " connection string of the hub. It takes FLEXY_HUB_CONNECTION_STRING"))
                .anyMatch(
                        line -> line.contains("it came by itself, this login at the hub may ask devices for nothing"));
    }

    @Test
    void aRefusedLoginIsOneProblemAndAllElseIsLookedAt() throws Exception {
        Ward ward = new Ward();
        ward.registry = Optional.of(new IotHubFailure.Unauthorized());

        DoctorReport report = ward.examine();

        assertThat(report.problems()).extracting(Verdict.Problem::code).containsExactly(DoctorCode.HUB_REFUSED);
        List<Link> links = report.devices().get(ward.target.device());
        assertThat(links).hasSize(12);
        assertThat(links.get(8).verdict()).isInstanceOf(Verdict.NotLooked.class);
        assertThat(links.get(11).verdict()).isInstanceOf(Verdict.Ok.class);
    }

    @Test
    void aLoginThatLeadsToNoMessagesIsNoProblem() throws Exception {
        Ward ward = new Ward();
        ward.readable = false;

        hasNothingButNotLookedAt(ward, 11, "the messages at the hub cannot be read, see above");
        assertThat(ward.examine().lines())
                .anyMatch(line -> line.startsWith("  not looked  messages at the hub: ")
                        && line.contains("FLEXY_EVENT_HUB_CONNECTION_STRING"));
    }

    @Test
    void aDeviceThatSendsSeldomAndCannotBeAskedHasNothing() throws Exception {
        Ward ward = new Ward();
        ward.methods = false;

        hasNothingButNotLookedAt(ward, 11, "none came by itself within 90 s, and a hub of this tier asks devices");
    }

    @Test
    void withoutTheRightToReadMessagesAllElseIsLookedAt() throws Exception {
        Ward ward = new Ward();
        ward.feed = Optional.of(Reason.REFUSED);

        List<Link> links = ward.examine().devices().get(ward.target.device());

        assertThat(links).hasSize(12);
        assertThat(links.get(11).verdict()).isInstanceOf(Verdict.NotLooked.class);
    }
}
