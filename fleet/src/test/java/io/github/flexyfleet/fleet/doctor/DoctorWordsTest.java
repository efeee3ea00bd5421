package io.github.flexyfleet.fleet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.finding.CodeHelp;
import io.github.flexyfleet.fleet.finding.FindingCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts that must not contradict each other, nor lead into harm. */
class DoctorWordsTest {
    @Test
    void whatIsSentOverTheQuotaIsLostByAllTexts() {
        assertThat(List.of(DoctorCode.HUB_QUOTA, DoctorCode.HUB_TOO_SMALL))
                .allSatisfy(code -> assertThat(code.cause() + code.mend())
                        .contains(OverQuota.FATE)
                        .doesNotContain("keep what they have"));
        assertThat(CodeHelp.about(FindingCode.HUB_QUOTA_OVER)).contains("most likely lost", "transport: https");
    }

    @Test
    void whoDeletesADeviceReadsWhatGoesWithIt() {
        assertThat(DoctorCode.IDENTITY_KIND.mend()).contains("its twin", "is shut out");
    }

    @Test
    void nobodyIsToldThatAKeyIsCompared() {
        assertThat(Complaint.all())
                .extracting(Complaint::answer)
                .filteredOn(answer -> answer.contains("no pair"))
                .singleElement()
                .asString()
                .contains("digest of all files");
    }
}
