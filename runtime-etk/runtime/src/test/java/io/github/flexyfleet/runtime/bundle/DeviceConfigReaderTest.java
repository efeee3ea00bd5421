package io.github.flexyfleet.runtime.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.runtime.kit.TestBundle;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceConfigReaderTest {
    private static final String GOOD = TestBundle.of("x").text("device.json");

    @Test
    void readsEveryField() throws Refusal {
        DeviceConfig config = DeviceConfigReader.read(GOOD.getBytes(UTF_8));
        assertThat(config.device).isEqualTo("d-1");
        assertThat(config.host).isEqualTo("hub.example");
        assertThat(config.port).isEqualTo(8883);
        assertThat(config.twin).isTrue();
        assertThat(config.keepAliveSeconds).isEqualTo(60);
        assertThat(config.fingerprint).matches("[0-9A-F]{64}");
        assertThat(config.notAfter).isEqualTo("2036-11-22T00:00:00Z");
        assertThat(config.heartbeatSeconds).isEqualTo(900);
        assertThat(config.groups()).hasSize(1);
        TagGroup group = config.groups()[0];
        assertThat(group.name).isEqualTo("all");
        assertThat(group.typed).isFalse();
        assertThat(group.onChangeSeconds).isEqualTo(2);
        assertThat(group.fullSeconds).isEqualTo(20);
    }

    @Test
    void ignoresUnknownFields() throws Refusal {
        String more = GOOD.replace("\"version\":1", "\"later\":{\"x\":[1,null]},\"version\":1");
        assertThat(DeviceConfigReader.read(more.getBytes(UTF_8)).device).isEqualTo("d-1");
    }

    @Test
    void theDeviceProvisioningServiceIsForCertificatesOnly() throws Refusal {
        assertThat(DeviceConfigReader.read(GOOD.getBytes(UTF_8)).idScope).isEmpty();
        DeviceConfig with =
                DeviceConfigReader.read(TestBundle.of("x").provisioned("0ne1").content("device.json"));
        assertThat(with.idScope).isEqualTo("0ne1");
        assertThat(with.dpsHost).isEqualTo("dps.example");
        assertThat(with.dpsPort).isEqualTo(8883);
        for (byte[] bad : List.of(
                TestBundle.of("x").provisioned("0/ne").content("device.json"),
                TestBundle.withKey("mqtt", "a2V5").provisioned("0ne1").content("device.json"))) {
            assertThat(catchThrowableOfType(Refusal.class, () -> DeviceConfigReader.read(bad)))
                    .hasMessageContaining("hub.provisioning");
        }
    }

    @Test
    void theSpoolIsBuiltInUnlessTheFileSaysOtherwise() throws Refusal {
        DeviceConfig builtIn = DeviceConfigReader.read(GOOD.getBytes(UTF_8));
        assertThat(new long[] {builtIn.spoolBytes, builtIn.spoolAgeSeconds, builtIn.spoolWriteMs})
                .containsExactly(4_000_000, 604_800, 30_000);
        assertThat(builtIn.spoolStop).isFalse();
        byte[] own = TestBundle.of("x").spool(500_000, 3600, 60, true).content("device.json");
        DeviceConfig said = DeviceConfigReader.read(own);
        assertThat(new long[] {said.spoolBytes, said.spoolAgeSeconds, said.spoolWriteMs})
                .containsExactly(500_000, 3600, 60_000);
        assertThat(said.spoolStop).isTrue();
        byte[] bad = TestBundle.of("x").spool(1000, 3600, 60, true).content("device.json");
        assertThat(catchThrowableOfType(Refusal.class, () -> DeviceConfigReader.read(bad)))
                .hasMessageContaining("spool.bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":1|\"version\":2|version",
                "\"version\":1|\"version\":\"1\"|version",
                "\"version\":1|\"version\":1.0|version",
                "\"fleet\":\"f\"|\"fleet\":\"\"|fleet",
                "\"site\":\"x\"|\"site\":5|site",
                "\"device\":\"d-1\"|\"device\":\"d/1\"|device",
                "\"device\":\"d-1\",|``|device",
                "\"host\":\"hub.example\"|\"host\":\"a b\"|hub.host",
                "\"port\":8883|\"port\":0|hub.port",
                "\"port\":8883|\"port\":65536|hub.port",
                "\"twin\":true|\"twin\":\"yes\"|hub.twin",
                "\"keepAliveSeconds\":60|\"keepAliveSeconds\":1178|hub.keepAliveSeconds",
                "\"fingerprint\":\"|\"fingerprint\":\"g|certificate.fingerprint",
                "2036-11-22T|2036-11-31T|certificate.notAfter",
                "\"heartbeatSeconds\":900|\"heartbeatSeconds\":-1|heartbeatSeconds",
                "\"groups\":[|\"group\":[|groups",
                "\"ABCD\"|\"ABCE\"|groups[0].flexyGroups",
                "\"ABCD\"|\"AA\"|groups[0].flexyGroups",
                "\"name\":\"all\"|\"name\":\"\"|groups[0].name",
                "\"onChangeSeconds\":2|\"onChangeSeconds\":2.5|groups[0].onChangeSeconds",
                "\"fullSeconds\":20|\"fullSeconds\":86401|groups[0].fullSeconds",
                "\"classic\"|\"Typed\"|groups[0].format",
                "\"classic\"|1|groups[0].format",
                "{\"version\"|\"version\"|JSON"
            })
    void refusesWhatIsWrongAndNamesTheField(String part, String replacement, String named) {
        assertThat(GOOD).contains(part);
        byte[] bad = GOOD.replace(part, replacement).getBytes(UTF_8);
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> DeviceConfigReader.read(bad));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo("bad-config");
        assertThat(refusal).hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|writable is not an array of at most 200",
                "[{}]|writable[0].name is not a string",
                "[{\"name\":\"\"}]|writable[0].name is empty",
                "[{\"name\":\"a\",\"min\":\"0\"}]|writable[0].min is not a number",
                "[{\"name\":\"a\",\"max\":1e99}]|writable[0].max is not a number",
                "[{\"name\":\"a\"},{\"name\":\"b\",\"min\":0.2,\"max\":0.1}]|writable[1].max is below min"
            })
    void refusesRulesForWritingThatAreWrong(String writable, String words) {
        byte[] bad = GOOD.replace("\"version\":1", "\"writable\":" + writable + ",\"version\":1")
                .getBytes(UTF_8);
        assertThat(catchThrowableOfType(Refusal.class, () -> DeviceConfigReader.read(bad)))
                .hasMessageContaining(words);
    }

    @Test
    void nothingIsWritableUnlessTheFileSaysSo() throws Refusal {
        assertThat(DeviceConfigReader.read(GOOD.getBytes(UTF_8)).writable()).isEmpty();
    }

    @Test
    void refusesTwoGroupsOfOneNameAndTextThatIsNotUtf8() {
        String twice = TestBundle.of(
                        "x",
                        true,
                        "[" + TestBundle.group("g", "A", 0, 1) + "," + TestBundle.group("g", "B", 0, 1) + "]",
                        0)
                .text("device.json");
        assertThat(catchThrowableOfType(Refusal.class, () -> DeviceConfigReader.read(twice.getBytes(UTF_8))))
                .hasMessageContaining("groups[1].name");
        byte[] latin1 = GOOD.replace("\"f\"", "\"é\"").getBytes(ISO_8859_1);
        assertThat(catchThrowableOfType(Refusal.class, () -> DeviceConfigReader.read(latin1)))
                .hasMessageContaining("UTF-8");
    }
}
