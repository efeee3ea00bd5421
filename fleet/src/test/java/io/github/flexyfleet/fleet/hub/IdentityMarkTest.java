package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.hub.Ownership.Owner;
import io.github.flexyfleet.fleet.model.DeviceId;
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

    @ParameterizedTest
    @ValueSource(strings = {"", "provisioned", "flexyfleet", "flexyfleet: ", "flexyfleet: a b", "my flexyfleet: a"})
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
