package io.github.flexyfleet.simulator.talk2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.simulator.flexy.LanDevice;
import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.flexy.WebResponse;
import io.github.flexyfleet.simulator.net.HttpReply;
import io.github.flexyfleet.simulator.net.WebClient.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The device list and the way through to a device. */
class M2WebDevicesTest extends M2WebTest {
    @Test
    void listsDevicesInTheFormOfTheApi() throws IOException {
        FakeFlexy second = new FakeFlexy("Pump  Station+2");
        second.online = false;
        start(new FakeFlexy("one"), second);

        assertThat(stateless("getewons").body())
                .isEqualTo("{\"ewons\":[{\"id\":100001,\"name\":\"one\",\"encodedName\":\"one\",\"status\":\"online\","
                        + "\"description\":\"\",\"customAttributes\":[\"\",\"\",\"\"],"
                        + "\"m2webServer\":\"us1.m2web.talk2m.com\",\"lanDevices\":[],\"ewonServices\":[]},"
                        + "{\"id\":100002,\"name\":\"Pump  Station+2\",\"encodedName\":\"Pump++Station%2B2\","
                        + "\"status\":\"offline\",\"description\":\"\",\"customAttributes\":[\"\",\"\",\"\"],"
                        + "\"m2webServer\":\"eu1.m2web.talk2m.com\",\"lanDevices\":[],\"ewonServices\":[]}],"
                        + "\"success\":true}");
        assertThat(stateless("getewons", "pool", "1").json().path("ewons").size())
                .isEqualTo(2);
        assertThat(stateless("getewons", "pool", "2").json().path("ewons").size())
                .isZero();
    }

    @Test
    void findsADeviceByNameOrId() throws IOException {
        start(new FakeFlexy("one"), new FakeFlexy("two"));

        assertThat(nameOf(stateless("getewon", "name", "two"))).isEqualTo("two");
        assertThat(nameOf(stateless("getewon", "id", "100001"))).isEqualTo("one");
        assertThat(stateless("getewon", "name", "three").status()).isEqualTo(410);
        assertThat(stateless("getewon").status()).isEqualTo(400);
        assertThat(stateless("wakeup", "name", "one").body()).isEqualTo("{\"success\":true}");
        assertThat(stateless("sendoffline", "id", "9").status()).isEqualTo(410);
    }

    @Test
    void tellsAboutTheAccount() throws IOException {
        start();

        Reply reply = stateless("getaccountinfo");

        assertThat(reply.json().path("accountName").stringValue()).isEqualTo("acme");
        assertThat(reply.json().path("pools").get(0).path("id").intValue()).isEqualTo(1);
    }

    @Test
    void devicesOfThePlantAreReachedThroughTheirGateway() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        flexy.lan = List.of(
                new LanDevice("PLC", "west", "10.0.0.53", 80, "http", true, Map.of("index.htm", "level 5")),
                new LanDevice("Drive", "", "10.0.0.53", 8080, "http", true, Map.of("", "speed")),
                new LanDevice("Camera", "", "10.0.0.60", 80, "http", false, Map.of("", "picture")));
        start(flexy);

        assertThat(stateless("getewons").body())
                .contains("\"lanDevices\":[{\"name\":\"PLC\",\"description\":\"west\",\"ip\":\"10.0.0.53\",\"port\":80,"
                        + "\"protocol\":\"http\"},{\"name\":\"Drive\",")
                .doesNotContain("Camera");
        assertThat(stateless("get/a/proxy/10.0.0.53/index.htm").body()).contains("level 5");
        assertThat(stateless("get/a/proxy/10.0.0.53:8080/").body()).contains("speed");
        assertThat(stateless("get/a/proxy/10.0.0.53/none").status()).isEqualTo(404);
        String unreachable = "Unable to reach device [a] error code [113]";
        assertRefused(stateless("get/a/proxy/10.0.0.60/"), 502, unreachable);
        assertRefused(stateless("get/a/proxy/10.0.0.99/"), 502, unreachable);
        assertThat(flexy.requests).isEmpty();
        flexy.online = false;
        assertThat(stateless("get/a/proxy/10.0.0.53/index.htm").status()).isEqualTo(502);
    }

    @Test
    void fieldsOfTalk2mMayFollowWithoutAQuestionMark() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        start(flexy);

        Reply reply = client.get(GLOBAL + "get/a/usr/x&t2maccount=acme&t2musername=robot&t2mpassword=pass%26word%2B1"
                + "&t2mdeveloperid=" + LOGIN.developerId());

        assertThat(reply.body()).isEqualTo("done");
        assertThat(flexy.requests.get(0).path()).isEqualTo("usr/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ewon+IoT", "Ewon%20IoT"})
    void nameIsTakenInEveryEncoding(String segment) throws IOException {
        FakeFlexy flexy = new FakeFlexy("Ewon IoT");
        start(flexy);

        assertThat(stateless("get/" + segment + "/usr/a%20b+c.txt").body()).isEqualTo("done");
        assertThat(flexy.requests.get(0).path()).isEqualTo("usr/a b+c.txt");
    }

    @Test
    void rawNameIsTaken() throws IOException {
        FakeFlexy flexy = new FakeFlexy("Pump+1,(west)");
        start(flexy);

        assertThat(stateless("get/Pump+1,(west)//usr/x").body()).isEqualTo("done");
        assertThat(flexy.requests.get(0).path()).isEqualTo("usr/x");
    }

    @Test
    void ownFieldsStayWithTalk2m() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        start(flexy);
        Map<String, String> body = fields(
                credentials(),
                "t2mdeviceusername",
                "adm",
                "t2mdevicepassword",
                "s&cret",
                "data",
                "a+b=c&d",
                "both",
                "body");

        client.post(GLOBAL + "get/a/rcgi.bin/jvmForm?formName=fleetPut&both=query", body);

        WebRequest request = flexy.requests.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("rcgi.bin/jvmForm");
        assertThat(request.user()).isEqualTo("adm");
        assertThat(request.password()).isEqualTo("s&cret");
        assertThat(request.fields())
                .containsOnly(
                        Map.entry("formName", "fleetPut"), Map.entry("data", "a+b=c&d"), Map.entry("both", "body"));
    }

    @Test
    void fieldsOfABodyMayStayWithTalk2m() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        start(M2WebOptions.standard().withBodies(false), CallFaults.NONE, flexy);
        Map<String, String> body = fields(credentials(), "t2mdeviceusername", "adm", "data", "x", "both", "body");

        client.post(GLOBAL + "get/a/rcgi.bin/jvmForm?formName=fleetPut&both=query", body);

        assertThat(flexy.requests.get(0).user()).isEqualTo("adm");
        assertThat(flexy.requests.get(0).fields())
                .containsOnly(Map.entry("formName", "fleetPut"), Map.entry("both", "query"));
    }

    @Test
    void deviceAnswerComesAsItIs() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        flexy.answer = request -> FakeFlexy.text(404, "<html>no");
        start(flexy);

        Reply reply = stateless("get/a/usr/x");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.contentType()).isEqualTo("text/html");
        assertThat(reply.body()).isEqualTo("<html>no");
    }

    @Test
    void wrongDeviceLoginBecomesJson() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a b");
        flexy.answer = request -> FakeFlexy.text(401, "<html>login");
        start(flexy);

        assertRefused(stateless("get/a+b/usr/x"), 401, "Invalid credentials for device [a b]");
    }

    @Test
    void deviceWithoutConnectionIsUnavailable() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        flexy.online = false;
        start(flexy);

        assertRefused(stateless("get/a/usr/x"), 502, "Device [a] is currently unavailable");
        assertThat(flexy.requests).isEmpty();
    }

    @Test
    void unknownDeviceIsGone() throws IOException {
        start();
        assertThat(stateless("get/nobody/usr/x").status()).isEqualTo(410);
    }

    @Test
    void unknownDeviceCanBeForbidden() throws IOException {
        start(M2WebOptions.standard().withUnknownDeviceStatus(403), CallFaults.NONE);

        assertThat(stateless("get/nobody/usr/x").status()).isEqualTo(403);
    }

    @Test
    void faultsOnTheWayThere() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        Faults faults = new Faults();
        start(M2WebOptions.standard(), faults, flexy);

        faults.before = new CallFaults.Before.Refuse(ApiRefusal.timeout("a"));
        assertRefused(stateless("get/a/x"), 502, "Timeout while reaching device [a]");
        faults.before = new CallFaults.Before.Refuse(ApiRefusal.unreachable("a", 7));
        assertRefused(stateless("get/a/x"), 502, "Unable to reach device [a] error code [7]");
        faults.before = new CallFaults.Before.Lost();
        assertThatThrownBy(() -> stateless("get/a/x")).isInstanceOf(IOException.class);
        assertThat(flexy.requests).isEmpty();
        faults.before = new CallFaults.Before.DeliverTwice();
        assertThat(stateless("get/a/x").body()).isEqualTo("done");
        assertThat(flexy.requests).hasSize(2);
    }

    @Test
    void faultsOnTheWayBack() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        Faults faults = new Faults();
        start(M2WebOptions.standard(), faults, flexy);

        faults.after = new CallFaults.After.Refuse(ApiRefusal.timeout("a"));
        assertRefused(stateless("get/a/x"), 502, "Timeout while reaching device [a]");
        faults.after = new CallFaults.After.Lost();
        assertThatThrownBy(() -> stateless("get/a/x")).isInstanceOf(IOException.class);
        faults.after = new CallFaults.After.Cut(2);
        assertThatThrownBy(() -> stateless("get/a/x")).isInstanceOf(IOException.class);
        assertThat(flexy.requests).as("the gateway did its work each time").hasSize(3);
    }

    @Test
    void slowBodyComesWhole() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        Faults faults = new Faults();
        AtomicInteger waits = new AtomicInteger();
        start(M2WebOptions.standard(), faults, flexy);

        faults.after = new CallFaults.After.Slow(3, waits::incrementAndGet);

        assertThat(stateless("get/a/x").body()).isEqualTo("done");
        assertThat(waits).hasValue(2);
    }

    @Test
    void sessionCanEndWithinACall() throws IOException {
        Faults faults = new Faults();
        start(M2WebOptions.standard(), faults, new FakeFlexy("a"));
        String session = login();

        faults.before = new CallFaults.Before.EndSession();
        assertRefused(inSession("get/a/x", session), 403, "Session ID [" + session + "] is invalid");
        faults.before = new CallFaults.Before.Deliver();
        assertThat(inSession("get/a/x", session).status()).isEqualTo(403);
        faults.before = new CallFaults.Before.EndSession();
        assertThat(stateless("get/a/x").body()).as("no session to end").isEqualTo("done");
    }

    @Test
    void gatewayThatLosesItsPowerWithinACallTimesOut() throws IOException {
        FakeFlexy flexy = new FakeFlexy("a");
        flexy.answer = request -> new WebResponse(0, "", new byte[0]);
        start(flexy);

        assertRefused(stateless("get/a/x"), 502, "Timeout while reaching device [a]");
    }

    private static String nameOf(Reply reply) {
        return reply.json().path("ewon").path("name").stringValue();
    }

    private static final class Faults implements CallFaults, CallFaults.Fate {
        private volatile Before before = new Before.Deliver();
        private volatile After after = new After.Deliver();

        @Override
        public CallFaults.Fate device(String device, WebRequest request) {
            return this;
        }

        @Override
        public Before before() {
            return before;
        }

        @Override
        public After after(HttpReply.Answer answer) {
            return after;
        }
    }
}
