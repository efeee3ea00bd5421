package io.github.flexyfleet.fleet.talk2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlexyFormsTest extends GatewayBehindTalk2m {
    private static final String GET = "get/" + FakeTalk2m.ENCODED_NAME;

    @Test
    void exports() {
        talk2m.onDevice = request -> FakeTalk2m.answer(200, "\"Id\";\"Name\"\r\n1;\"a\"\r\n");

        assertThat(forms.export(device, "$dtSE$ftT$se\"zS%\"")).isEqualTo("\"Id\";\"Name\"\r\n1;\"a\"\r\n");
        assertThat(last().service()).isEqualTo(GET + "/rcgi.bin/ParamForm?AST_Param=%24dtSE%24ftT%24se%22zS%25%22");
    }

    @Test
    void readsTextThatIsNotUtf8AsLatin1() {
        talk2m.onDevice = request -> new MockResponse.Builder()
                .body(new Buffer().writeByte('m').writeByte(0xb3))
                .build();

        assertThat(forms.export(device, "$dtES")).isEqualTo("m\u00b3");
    }

    @Test
    void runsCommandsInTheBody() {
        forms.executeScript(device, List.of("zA%=1", "REQUESTHTTPX \"https://h/a+b\",\"GET\""));

        assertThat(last().service()).isEqualTo(GET + "/rcgi.bin/ExeScriptForm");
        assertThat(last().form())
                .containsEntry("Command1", "zA%=1")
                .containsEntry("Command2", "REQUESTHTTPX \"https://h/a+b\",\"GET\"");
    }

    @Test
    void refusesCommandsThatTheFlexyWouldCutAndDoesNotShowThem() {
        String secret = "canary".repeat(34);
        assertThat(secret).hasSize(204);
        for (List<String> commands :
                List.of(List.<String>of(), List.of(secret), List.of("zA%=1", " "), List.of("canary\nREBOOT"))) {
            assertThatThrownBy(() -> forms.executeScript(device, commands))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("canary");
        }
        assertThat(talk2m.requests()).isEmpty();

        forms.executeScript(device, List.of("x".repeat(FlexyForms.LONGEST_COMMAND)));
        assertThat(talk2m.requests()).isNotEmpty();
    }

    @Test
    void asksTheJavaProgram() {
        talk2m.onDevice = request -> FakeTalk2m.answer(200, "{\"a\":1}");

        assertThat(forms.jvmForm(device, "fleetPut", Map.of("data", "a+b/c=", "name", "device.key")))
                .isEqualTo("{\"a\":1}");
        assertThat(last().service()).startsWith(GET + "/rcgi.bin/jvmForm?").contains("formName=fleetPut", "timeout=");
        assertThat(last().service()).doesNotContain("data", "device.key");
        assertThat(last().form()).containsEntry("data", "a+b/c=").containsEntry("name", "device.key");
    }

    @Test
    void startsAndStopsTheJavaVm() {
        forms.jvmStart(device, "-heapsize 25M -classpath /usr/a.jar -emain Main");
        assertThat(FakeTalk2m.form(last().service().replaceFirst(".*\\?", "")))
                .containsEntry("cmd", "start")
                .containsEntry("runCmd", " -heapsize 25M -classpath /usr/a.jar -emain Main");

        forms.jvmStop(device);
        assertThat(last().service()).isEqualTo(GET + "/rcgi.bin/jvmCmd?cmd=stop");
    }

    @Test
    void readsUserFiles() {
        byte[] bytes = {0, 1, (byte) 0xff, '{', '"'};
        talk2m.onDevice = request ->
                new MockResponse.Builder().body(new Buffer().write(bytes)).build();

        assertThat(forms.readUserFile(device, "flexyfleet/state.a")).contains(bytes);
        assertThat(last().service()).isEqualTo(GET + "/usr/flexyfleet/state.a");

        talk2m.onDevice = request -> FakeTalk2m.answer(404, "<html>no</html>");
        assertThat(forms.readUserFile(device, "jvmrun")).isEmpty();
    }

    @Test
    void readsUserFilesByExportWhereTheirPathTakesNoPost() {
        talk2m.onDevice = request ->
                request.target().contains("/usr/") ? FakeTalk2m.answer(405, "") : FakeTalk2m.answer(200, "exported");

        assertThat(forms.readUserFile(device, "jvmrun")).contains("exported".getBytes(StandardCharsets.US_ASCII));
        assertThat(forms.readUserFile(device, "other")).isPresent();
        assertThat(talk2m.services())
                .as("the path is tried once")
                .containsExactly(
                        "login",
                        GET + "/usr/jvmrun",
                        GET + "/rcgi.bin/ParamForm?AST_Param=%24dtUF%24ftB%24uf%2Fusr%2Fjvmrun",
                        GET + "/rcgi.bin/ParamForm?AST_Param=%24dtUF%24ftB%24uf%2Fusr%2Fother");
        assertThatThrownBy(() -> forms.readUserFile(device, "../sys/x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/jvmrun",
                "../sys/x",
                "a//b",
                "a/./b",
                "page.HTM",
                "page.html",
                "page.shtm",
                "a b",
                "x$uf/usr/y"
            })
    void refusesPathsThatAreNoUserFile(String path) {
        assertThatThrownBy(() -> forms.readUserFile(device, path)).isInstanceOf(IllegalArgumentException.class);
        assertThat(talk2m.requests()).isEmpty();
    }

    @Test
    void repeatsExportsAndNoCommands() {
        AtomicInteger asked = new AtomicInteger();
        talk2m.onDevice = request -> {
            asked.incrementAndGet();
            return FakeTalk2m.apiError(502, "Unable to reach device [x] error code [7]");
        };
        assertThat(failureOf(() -> forms.export(device, "$dtES"))).isEqualTo(new M2WebFailure.DeviceUnreachable(7));
        assertThat(asked).hasValue(3);
        assertThat(failureOf(() -> forms.executeScript(device, List.of("REBOOT"))))
                .isEqualTo(new M2WebFailure.DeviceUnreachable(7));
        assertThat(asked).hasValue(4);
    }

    @Test
    void aFormThatTheFlexyDoesNotHaveIsUnexpected() {
        talk2m.onDevice = request -> FakeTalk2m.answer(404, "<html>no</html>");

        assertThat(failureOf(() -> forms.jvmStop(device))).isEqualTo(new M2WebFailure.Unexpected(404, "no such form"));
    }

    private FakeTalk2m.Request last() {
        return talk2m.requests().get(talk2m.requests().size() - 1);
    }

    private static M2WebFailure failureOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(M2WebException.class, call).failure();
    }
}
