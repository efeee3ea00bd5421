package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");

    @TempDir
    Path directory;

    private TestFlexy flexy() {
        return new TestFlexy(directory, TestFlexy.NO_NETWORK, () -> NOW).on();
    }

    private TestFlexy flexy(WebQuirks quirks) {
        return new TestFlexy(
                        directory, TestFlexy.NO_NETWORK, () -> NOW, FlexySpec.Past.NONE, TestFlexy.QUICK.with(quirks))
                .on();
    }

    @Test
    void wrongLoginIs401AndAMissingRight403() {
        try (TestFlexy flexy = flexy()) {
            assertThat(status(flexy, "adm", "wrong", "rcgi.bin/ParamForm")).isEqualTo(401);
            assertThat(status(flexy, "", "", "usr/jvmrun")).isEqualTo(401);
            assertThat(status(flexy, "reader", "secret", "rcgi.bin/ParamForm")).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UpdateTagForm", "ExeScriptForm", "wsdForm", "jvmForm", "jvmCmd"})
    void eachFormNeedsItsRight(String form) {
        try (TestFlexy flexy = flexy()) {
            assertThat(status(flexy, "reader", "secret", "rcgi.bin/" + form)).isEqualTo(403);
            assertThat(flexy.flexy().writes()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE"})
    void nothingIsUploaded(String method) {
        try (TestFlexy flexy = flexy()) {
            assertThat(flexy.flexy()
                            .answer(new WebRequest(method, "usr/x", Map.of(), "adm", "secret"))
                            .status())
                    .isEqualTo(405);
        }
    }

    private static int status(TestFlexy flexy, String user, String password, String path) {
        return flexy.flexy()
                .answer(new WebRequest("GET", path, Map.of("AST_Param", "$dtES"), user, password))
                .status();
    }

    @Test
    void filesAreServedAndPagesAreAltered() {
        byte[] bytes = "<% x %>\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        try (TestFlexy flexy = flexy()) {
            flexy.put("a.crt", bytes);
            flexy.put("a.shtm", bytes);
            assertThat(flexy.get("usr/a.crt", Map.of()).body()).isEqualTo(bytes);
            assertThat(flexy.get("usr/a.shtm", Map.of()).body()).isNotEqualTo(bytes);
            assertThat(flexy.get("usr/none", Map.of()).status()).isEqualTo(404);
            assertThat(flexy.get("usr/../../secret", Map.of()).status()).isEqualTo(404);
            assertThat(flexy.flexy().writes()).isZero();
        }
    }

    @Test
    void aUserOfAFolderReadsNoOtherFileButByExports() {
        try (TestFlexy flexy = flexy()) {
            flexy.put("public/a.txt", new byte[] {'a'});
            flexy.put("keys/dev.key", new byte[] {'k'});
            assertThat(status(flexy, "guest", "secret", "usr/public/a.txt")).isEqualTo(200);
            assertThat(status(flexy, "guest", "secret", "usr/keys/dev.key")).isEqualTo(403);
            assertThat(status(flexy, "guest", "secret", "usr/public/../keys/dev.key"))
                    .isEqualTo(403);
            assertThat(TestFlexy.text(keyByExport(flexy))).isEqualTo("k");
        }
        try (TestFlexy flexy = flexy(WebQuirks.standard().withFolderGuardsExports(true))) {
            assertThat(keyByExport(flexy).status()).isEqualTo(403);
            assertThat(status(flexy, "guest", "secret", "rcgi.bin/ParamForm")).isEqualTo(200);
        }
    }

    private static WebResponse keyByExport(TestFlexy flexy) {
        Map<String, String> fields = Map.of("AST_Param", "$dtUF$uf/usr/keys/dev.key");
        return flexy.flexy().answer(new WebRequest("GET", "rcgi.bin/ParamForm", fields, "guest", "secret"));
    }

    @Test
    void aMissingRightCanLookLikeAWrongPassword() {
        try (TestFlexy flexy = flexy(WebQuirks.standard().withDeniedStatus(401))) {
            assertThat(status(flexy, "reader", "secret", "rcgi.bin/jvmForm")).isEqualTo(401);
        }
    }

    @Test
    void aFormWithoutJavaCanBeEmpty() {
        try (TestFlexy flexy = flexy(WebQuirks.standard().withEmptyWithoutJava(true))) {
            WebResponse answer = flexy.get("rcgi.bin/jvmForm", Map.of("formName", "fleetStatus"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void commandsRunLaterUpToTheFirstGap() {
        try (TestFlexy flexy = flexy()) {
            WebResponse answer = flexy.get(
                    "rcgi.bin/ExeScriptForm", Map.of("Command1", "a%=1", "Command2", "b$='x'", "Command4", "c%=1"));
            assertThat(answer.contentType()).isEqualTo("text/html");
            TestFlexy.await(() -> flexy.export("$dtSE$ftT$se\"B$\"").equals("x"), "the command");
            assertThat(flexy.export("$dtSE$ftT$se\"a%+c%\"")).isEqualTo("1");
            assertThat(flexy.flexy().writes()).isEqualTo(1);
        }
    }

    @Test
    void aLongCommandIsRefused() {
        try (TestFlexy flexy = flexy()) {
            WebResponse answer =
                    flexy.get("rcgi.bin/ExeScriptForm", Map.of("Command", "a$=\"" + "x".repeat(250) + "\""));
            assertThat(TestFlexy.text(answer)).contains("res_error");
        }
    }

    @Test
    void aSyntaxErrorDoesNothing() {
        try (TestFlexy flexy = flexy()) {
            flexy.script("a%=7 : GOTO 1");
            flexy.awaitLog("BASIC: ");
            flexy.script("a%=7 \"hidden\"");
            flexy.awaitLog("BASIC: unexpected string");
            assertThat(flexy.flexy().eventLog()).noneMatch(line -> line.contains("hidden"));
            assertThat(flexy.export("$dtSE$ftT$se\"a%\"")).isEqualTo("0");
        }
    }

    @Test
    void basicWritesFilesVerbatim() {
        try (TestFlexy flexy = flexy()) {
            flexy.script(
                    "OPEN \"file:/usr/x\" FOR BINARY OUTPUT AS 8:PUT 8,\"a=\"+CHR$ 34;'b'+CHR$(10):CLOSE 8",
                    "OPEN 'file:/usr/x' FOR BINARY APPEND AS 8",
                    "PUT 8,STR$ 5",
                    "CLOSE 8",
                    "done%=1");
            TestFlexy.await(() -> flexy.export("$dtSE$ftT$se\"done%\"").equals("1"), "the script");
            assertThat(flexy.file("x")).isEqualTo("a=\"b\n5");
        }
    }

    @Test
    void tagsAreWrittenAndRead() {
        try (TestFlexy flexy = flexy()) {
            Map<String, String> good =
                    Map.of("TagName1", "Level", "TagValue1", "12.5", "TagName2", "Pump", "TagValue2", "1");
            assertThat(TestFlexy.text(flexy.get("rcgi.bin/UpdateTagForm", good)))
                    .contains("<td>Done</td>");
            assertThat(flexy.export("$dtIV$ftT$flA")).isEqualTo("""
                            "TagId";"TagName";"Value";"AlStatus";"AlType";"Quality"\r
                            1;"Level";12.5;0;0;65472\r
                            3;"Pump";1;0;0;65472\r
                            """);
            assertThat(TestFlexy.text(
                            flexy.get("rcgi.bin/UpdateTagForm", Map.of("TagName", "Pump", "TagValue", "true"))))
                    .contains("ERROR: </span>");
        }
    }

    @Test
    void exportsShowTheGateway() {
        try (TestFlexy flexy = flexy()) {
            assertThat(flexy.export("$dtES$ftT")).contains("SerNum:2005-0001-25\r\n", "FwrVerHi:14\r\n");
            assertThat(flexy.export("$$dtES")).contains("SerNum:");
            assertThat(flexy.export("$dtSE$ftT$se\"Time$\"")).isEqualTo("22/11/2026 20:00:00");
            assertThat(flexy.export("$dtEV$ftT")).contains("\"22/11/2026 20:00:00\";\"boot\";0\r\n");
            assertThat(flexy.export("$dtZZ$ftT")).startsWith("ERROR");
            assertThat(flexy.export("$dtIV")).startsWith("ERROR");
        }
    }

    @Test
    void historyIsExportedInUtcOrLocalTimeAndCanBeOverwritten() {
        try (TestFlexy flexy = flexy()) {
            String[] lines = flexy.export("$dtHL$ftT$st_m1$et_0$tnLevel").split("\r\n", 0);
            assertThat(lines[0]).isEqualTo("\"TagId\";\"TimeInt\";\"TimeStr\";\"IsInitValue\";\"Value\";\"IQuality\"");
            assertThat(lines).hasSizeBetween(12, 62);
            assertThat(lines[1]).matches("1;1795373[0-9]{3};\"2026-11-22T1[89]:[0-9:]{5}\\+00:00\";0;-?[0-9.]+;3");
            assertThat(flexy.export("$dtHS$ftT$st_m1")).contains("7;").doesNotContain("\n1;");
            flexy.script("SETSYS SYS,\"UTCExport\",\"0\"");
            TestFlexy.await(() -> flexy.export("$dtHL$ftT$st_m1$tnLevel").contains("+01:00\";0;"), "local time");
            assertThat(flexy.export("$dtHL$ftT$st22112026_195900$et22112026_200000$tnLevel")
                            .split("\r\n", 0))
                    .hasSameSizeAs(lines);
            flexy.flexy().wrapHistory();
            assertThat(flexy.export("$dtHL$ftT$st_m1$tnLevel").split("\r\n", 0).length)
                    .isLessThan(3);
            assertThat(flexy.export("$dtEV$ftT")).contains(";23607\r\n");
        }
    }

    @Test
    void webExportsAreAsciiAndStatusHasAPage() {
        try (TestFlexy flexy = flexy()) {
            flexy.get("rcgi.bin/UpdateTagForm", Map.of("TagName", "State", "TagValue", "Füllstand"));
            assertThat(flexy.export("$dtIV$ftT$tnState")).contains("\"F&#252;llstand\"");
            assertThat(flexy.export("$dtES$ftH")).contains("<tr><td>SerNum</td><td>2005-0001-25</td></tr>");
            for (String binary : java.util.List.of("IV", "HL", "SE", "CF")) {
                assertThat(flexy.export("$dt" + binary)).as(binary).startsWith("ERROR");
            }
        }
    }

    @Test
    void tagListHasItsColumnsWhereClientsLook() {
        try (TestFlexy flexy = flexy()) {
            String[] lines = flexy.export("$dtTL$ftT$flC").split("\r\n", 0);
            String[] header = lines[0].split(";", -1);
            String[] state = lines[1].split(";", -1);
            assertThat(header).hasSize(62);
            assertThat(header[0]).isEqualTo("\"Id\"");
            assertThat(header[25]).isEqualTo("\"IVGroupA\"");
            assertThat(header[55]).isEqualTo("\"Type\"");
            assertThat(lines).hasSize(2);
            assertThat(state[1]).isEqualTo("\"State\"");
            assertThat(state[27]).isEqualTo("1");
            assertThat(state[55]).isEqualTo("6");
        }
    }

    @Test
    void rebootTakesRamAndKeepsFlash() {
        try (TestFlexy flexy = flexy()) {
            flexy.script("a%=1", "OPEN 'k' FOR BINARY OUTPUT AS 1", "PUT 1,'kept'", "CLOSE 1");
            TestFlexy.await(() -> flexy.file("k").equals("kept"), "the file");
            flexy.get("rcgi.bin/wsdForm", Map.of("com_Csave", "1", "resetAction", "1", "com_BootOp", "0"));
            TestFlexy.await(
                    () -> flexy.flexy().eventLog().stream()
                                            .filter("boot"::equals)
                                            .count()
                                    == 2
                            && flexy.flexy().online(),
                    "the second boot");
            assertThat(flexy.export("$dtSE$ftT$se\"a%\"")).isEqualTo("0");
            assertThat(flexy.file("k")).isEqualTo("kept");
        }
    }

    @Test
    void withoutPowerItIsOffline() {
        try (TestFlexy flexy = flexy()) {
            flexy.flexy().powerOff();
            assertThat(flexy.flexy().online()).isFalse();
            assertThat(flexy.get("usr/x", Map.of()).status()).isEqualTo(503);
        }
    }
}
