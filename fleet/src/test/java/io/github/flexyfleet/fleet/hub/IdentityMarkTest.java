package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.certificate.KeySlot;
import io.github.flexyfleet.fleet.hub.IdentityMark.KeyUse;
import io.github.flexyfleet.fleet.hub.Ownership.Owner;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whose an identity is, and what its twin says. */
class IdentityMarkTest {
    private static final DeviceId PUMP = new DeviceId("pump-1");

    @Test
    void aMarkReadsAsItWasWritten() {
        IdentityMark mark = IdentityMark.of("waterworks");
        IdentityMark removed = IdentityMark.removedFrom("w".repeat(64));

        assertThat(mark.text()).isEqualTo("flexyfleet: waterworks");
        assertThat(IdentityMark.parse(mark.text())).contains(mark);
        assertThat(IdentityMark.parse(removed.text())).contains(removed);
        assertThat(removed.text()).hasSizeLessThanOrEqualTo(128);
    }

    @Test
    void aRevocationSaysToTheSecondWhichCertificatesItRevokes() {
        Instant at = Instant.parse("2026-11-30T15:30:07Z");
        IdentityMark mark = IdentityMark.revokedBy("w".repeat(64), at);

        assertThat(mark.text())
                .endsWith(" (certificate revoked 2026-11-30T15:30:07Z)")
                .hasSizeLessThanOrEqualTo(128);
        assertThat(IdentityMark.parse(mark.text())).contains(mark);
        assertThat(mark.revoked()).isTrue();
        assertThat(mark.revokes(at.minusSeconds(1))).isTrue();
        assertThat(mark.revokes(at)).isFalse();
        assertThat(IdentityMark.parse("flexyfleet: a (certificate revoked)"))
                .as("of an earlier version")
                .hasValueSatisfying(old -> assertThat(old.revoked()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "PRIMARY,   2026-11-30T05:42:00Z, flexyfleet: waterworks (primary key since 2026-11-30T05:42Z)",
        "SECONDARY, 2027-01-01T00:00:59Z, flexyfleet: waterworks (secondary key since 2027-01-01T00:00Z)",
        "SECONDARY, ,                     flexyfleet: waterworks (secondary key to be replaced)"
    })
    void aMarkSaysWhichKeyADeviceUsesAndSinceWhichMinute(KeySlot slot, Instant since, String text) {
        IdentityMark mark = IdentityMark.of("waterworks", new KeyUse(slot, Optional.ofNullable(since)));

        assertThat(mark.text()).isEqualTo(text);
        assertThat(IdentityMark.parse(text).flatMap(IdentityMark::use))
                .contains(
                        new KeyUse(slot, Optional.ofNullable(since).map(time -> time.truncatedTo(ChronoUnit.MINUTES))));
        assertThat(IdentityMark.of("w".repeat(64), new KeyUse(slot, Optional.ofNullable(since)))
                        .text())
                .hasSizeLessThanOrEqualTo(128);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, PT24H, 2026-01-01T23:59:00Z, false",
        "2026-01-01T00:00:00Z, PT24H, 2026-01-02T00:00:00Z, true",
        "2026-01-01T00:00:00Z,      , 2036-01-01T00:00:00Z, false",
        "                    , PT24H, 2026-01-01T00:00:00Z, true",
        "                    ,      , 2026-01-01T00:00:00Z, true"
    })
    void aKeyIsDueAfterItsPeriodOrWhenSomebodyAsks(Instant since, Duration period, Instant now, boolean due) {
        KeyUse use = new KeyUse(KeySlot.PRIMARY, Optional.ofNullable(since));

        assertThat(use.isDue(Optional.ofNullable(period), now)).isEqualTo(due);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flexyfleet: a (tertiary key to be replaced)",
                "flexyfleet: a (primary key since 2026-13-40T99:99Z)",
                "flexyfleet: a (certificate revoked 2026-13-40T99:99:99Z)",
                "",
                "provisioned",
                "flexyfleet",
                "flexyfleet: ",
                "flexyfleet: a b",
                "my flexyfleet: a"
            })
    void anyOtherTextIsNone(String text) {
        assertThat(IdentityMark.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "flexyfleet: waterworks, false, FLEET",
        "flexyfleet: waterworks (removed), false, FLEET",
        "'', true, FLEET",
        "flexyfleet: other, true, FLEET",
        "flexyfleet: other, false, OTHER",
        "provisioned, false, OTHER"
    })
    void whoseItIs(String reason, boolean trustsOurs, Owner owner) {
        assertThat(new Ownership("waterworks", Set.of()).ownerOf(PUMP, reason, trustsOurs))
                .isEqualTo(owner);
        Owner handedOver = new Ownership("waterworks", Set.of(PUMP)).ownerOf(PUMP, reason, trustsOurs);
        assertThat(handedOver).isEqualTo(owner == Owner.OTHER ? Owner.ADOPTED : owner);
    }

    @Test
    void tagsReadAsTheyWereWrittenAndALabelThatIsGoneIsTakenOut() {
        FleetTags old = new FleetTags("waterworks", "north", List.of("v1.2", "100%", "cellular"), Optional.of("ab"));
        FleetTags wanted = new FleetTags("waterworks", "south", List.of("cellular"), Optional.of("cd"));
        var twin = JsonMapper.shared().createObjectNode();
        twin.set("tags", old.patch(Optional.empty()));

        assertThat(FleetTags.of(twin)).contains(old);
        assertThat(wanted.patch(Optional.of(old)).toString())
                .isEqualTo("{\"flexyfleet\":{\"fleet\":\"waterworks\",\"site\":\"south\",\"digest\":\"cd\","
                        + "\"labels\":{\"100%25\":null,\"cellular\":true,\"v1%2E2\":null}}}");
    }
}
