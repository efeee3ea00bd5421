package io.github.flexyfleet.fleet.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.model.FleetResult;
import io.github.flexyfleet.fleet.model.FlexyGroup;
import io.github.flexyfleet.fleet.talk2m.FakeTalk2m;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebException;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveImportTest {
    private static final String TAGS = """
            "Id";"Name";"IVGroupA";"IVGroupB";"IVGroupC";"IVGroupD";"Type"
            1;"Level";1;0;0;0;1
            2;"Pump";0;0;1;0;0
            """;

    @TempDir
    Path folder;

    private final FakeTalk2m talk2m = new FakeTalk2m();

    @AfterEach
    void close() {
        talk2m.close();
    }

    @Test
    void gatewaysOfAnAccountBecomeAFleetFile() {
        talk2m.deviceList = """
                {"ewons":[%s,%s,%s,%s],"success":true}""".formatted(
                        device(1, "Pump station 1", "online"),
                        device(2, "PUMP/STATION/1", "online"),
                        device(3, "Reservoir", "offline"),
                        device(4, "Filter", "online"));
        talk2m.onDevice = LiveImportTest::answer;

        ImportedFleet imported;
        try (M2WebClient client = talk2m.client()) {
            LiveImport live = new LiveImport(client, new FlexyForms(client, device -> FakeTalk2m.DEVICE_LOGIN));
            List<Talk2mDevice> devices = live.devices();
            assertThat(LiveImport.calls(devices)).isEqualTo(7);
            int before = talk2m.calls().size();
            imported = live.read("acme", devices);
            assertThat(talk2m.calls().size() - before)
                    .as("the plan, two each, and one for the gateway that refuses the login")
                    .isEqualTo(6);
        }

        String text = FleetFileText.of(imported.with(Optional.of("h.azure-devices.net"), Optional.empty()));
        FleetResult result = FleetFiles.read(folder, text);
        assertThat(result.findings()).as(text).isEmpty();
        Fleet fleet = result.fleet().orElseThrow();
        assertThat(fleet.talk2m().account()).isEqualTo("acme");
        assertThat(fleet.devices())
                .extracting(device -> device.id().value())
                .as("ids are unique across case")
                .containsExactly("Pump-station-1", "device-2", "Reservoir", "Filter");
        assertThat(fleet.devices())
                .extracting(Device::serial)
                .containsExactly(
                        Optional.of("2005-0001-25"), Optional.of("2005-0002-25"), Optional.empty(), Optional.empty());
        assertThat(fleet.devices().get(0).tagGroups().get(0).groups()).containsExactly(FlexyGroup.A, FlexyGroup.C);
        assertThat(text)
                .contains("# the Talk2M account is a Pro one, so talk2m.callsPerDay may be 30000\n")
                .contains("# firmware 14.9\n      # 2 tags (1 boolean, 1 float)\n")
                .contains("# was offline: serial number and tags were not read\n")
                .contains("# could not be read: DeviceRefused\n")
                .doesNotContain("canary");
    }

    @Test
    void aRefusedAccountEndsItAll() {
        talk2m.refuseAccount = true;
        try (M2WebClient client = talk2m.client()) {
            LiveImport live = new LiveImport(client, new FlexyForms(client, device -> FakeTalk2m.DEVICE_LOGIN));

            assertThatThrownBy(live::devices).isInstanceOf(M2WebException.class);
            assertThat(talk2m.logins()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"success\":true}", "{\"accountName\":\"acme\",\"success\":true}"})
    void anUnknownPlanIsAComment(String answer) {
        talk2m.accountInfo = answer;
        try (M2WebClient client = talk2m.client()) {
            LiveImport live = new LiveImport(client, new FlexyForms(client, device -> FakeTalk2m.DEVICE_LOGIN));

            assertThat(live.read("acme", List.of()).notes())
                    .containsExactly("not known: the Talk2M account's plan, on which its calls a day depend");
        }
    }

    private static MockResponse answer(FakeTalk2m.Request request) {
        if (request.target().contains("/Filter/")) {
            return FakeTalk2m.apiError(401, "Invalid credentials for device [Filter]");
        }
        String parameter = request.target() + request.form().getOrDefault("AST_Param", "");
        if (parameter.contains("dtTL")) {
            return FakeTalk2m.answer(200, TAGS);
        }
        String serial = request.target().contains("Pump+station+1") ? "2005-0001-25" : "2005-0002-25";
        return FakeTalk2m.answer(200, "SerNum:" + serial + "\r\nFwrVerHi:14\r\nFwrVerLo:9\r\n");
    }

    private static String device(long id, String name, String status) {
        return """
                {"id":%d,"name":"%s","encodedName":"%s","status":"%s","description":"","m2webServer":""}""".formatted(id, name, name.replace(' ', '+').replace("/", "%2F"), status);
    }
}
