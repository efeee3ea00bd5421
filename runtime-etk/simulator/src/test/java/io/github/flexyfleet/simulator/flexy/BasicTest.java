package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script engine as commands from outside meet it (talk2m-m2web 4.1 to 4.4). */
class BasicTest {
    @TempDir
    Path directory;

    private TestFlexy flexy;
    private int runs;

    @BeforeEach
    void start() {
        flexy = new TestFlexy(directory, TestFlexy.NO_NETWORK, InstantSource.system()).on();
    }

    @AfterEach
    void stop() {
        flexy.close();
    }

    /** Runs commands and waits until all of them were tried. */
    private void run(String... commands) {
        flexy.script(commands);
        runs++;
        flexy.script("runs%=" + runs);
        TestFlexy.await(() -> value("runs%").equals(String.valueOf(runs)), "the commands");
    }

    private String value(String expression) {
        return flexy.export("$dtSE$ftT$se\"" + expression + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'a\"b'+\"c'd\" | a\"bc'd",
                "CHR$ 34+CHR$(65) | \"A",
                "STR$ 5+\"x\" | 5x",
                "1+2-(4-1) | 0",
                "-3 | -3",
                "unset% | 0",
                "UNSET$ | ",
                "GETSYS PRG,\"SERNUM\" | 2005-0001-25",
                "getsys prg,\"nbtags\" | 5",
                "GETSYS SYS,\"identification\" | Pump 1"
            })
    void expressions(String expression, String shown) {
        assertThat(value(expression.strip())).isEqualTo(shown == null ? "" : shown.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRINT \"x\"",
                "GOTO 5",
                "FOR i%=1 TO 3",
                "a$=5",
                "a%=\"x\"",
                "a$=\"open",
                "a$=\"x\" \"y\"",
                "b%=1 REM note",
                "a%=2*3",
                "OPEN \"file:/usr/x\" FOR BINARY OUTPUT AS 9",
                "OPEN \"file:/etc/x\" FOR BINARY OUTPUT AS 8",
                "OPEN \"exp:$dtES\" FOR BINARY INPUT AS 8",
                "PUT 8,\"x\"",
                "CLOSE 8",
                "ERASE \"/usr/none\"",
                "SETSYS SYS,\"Nonsense\",\"1\"",
                "SETSYS COM,\"x\",\"1\"",
                "SETSYS PRG,\"SERNUM\",\"1\"",
                "MQTT \"OPEN\",\"a\",\"b\"",
                "a%=GETSYS PRG,\"NONE\"",
                "CHR$=5"
            })
    void whatItDoesNotKnowIsAnErrorInTheEventLogAndDoesNothing(String command) {
        run(command);
        assertThat(flexy.flexy().eventLog())
                .filteredOn(line -> line.startsWith("BASIC: "))
                .hasSize(1);
        assertThat(value("a%")).isEqualTo("0");
        assertThat(value("a$")).isEmpty();
        assertThat(flexy.file("x")).isEmpty();
    }

    @Test
    void textFilesQuoteWhatIsPutAndBinaryFilesDoNot() {
        run(
                "OPEN 'file:/usr/t' FOR TEXT OUTPUT AS 1",
                "PUT 1,\"a\";5;'b c'",
                "PUT 1,1",
                "CLOSE 1",
                "OPEN 'b' FOR BINARY OUTPUT AS 1:PUT 1,\"a\";STR$ 5:CLOSE 1");
        assertThat(flexy.file("t")).isEqualTo("\"a\";5;\"b c\"\r\n1\r\n");
        assertThat(flexy.file("b")).isEqualTo("a5");
    }

    @Test
    void aHandleThatIsNotClosedStaysTakenUntilTheNextBoot() {
        run("OPEN 'l' FOR BINARY OUTPUT AS 8", "OPEN 'm' FOR BINARY OUTPUT AS 8");
        assertThat(flexy.flexy().eventLog()).contains("BASIC: file 8 is open");
        flexy.flexy().powerOff();
        flexy.flexy().powerOn();
        runs = 0;
        run("OPEN 'm' FOR BINARY OUTPUT AS 8", "PUT 8,'x'", "CLOSE 8");
        assertThat(flexy.file("m")).isEqualTo("x");
    }

    @Test
    void theRingRemembersTwentyActions() {
        for (int i = 0; i < 22; i++) {
            run("REQUESTHTTPX \"https://nowhere.example/x\",\"GET\",\"\",\"\",\"\",\"/usr/x\"");
        }
        run("SETSYS PRG,\"ACTIONID\",2", "old%=GETSYS PRG,\"ACTIONSTAT\"");
        run("SETSYS PRG,\"ACTIONID\",3", "kept%=GETSYS PRG,\"ACTIONSTAT\"");
        assertThat(value("old%")).isEqualTo("-2");
        TestFlexy.await(
                () -> {
                    run("SETSYS PRG,\"ACTIONID\",22", "last%=GETSYS PRG,\"ACTIONSTAT\"");
                    return value("last%").equals("32601");
                },
                "the end of the last action");
        assertThat(value("kept%")).isEqualTo("32601");
    }

    @Test
    void aConfigurationThatIsNotSavedIsLostAtTheNextBoot() {
        run("SETSYS SYS,\"HTTPC_RDTO\",\"30\"");
        assertThat(value("GETSYS SYS,\"HTTPC_RDTO\"")).isEqualTo("30");
        flexy.flexy().powerOff();
        flexy.flexy().powerOn();
        assertThat(value("GETSYS SYS,\"HTTPC_RDTO\"")).isEqualTo("10");

        runs = 0;
        run("SETSYS SYS,\"HTTPC_RDTO\",\"30\"", "CFGSAVE");
        flexy.close();
        flexy = new TestFlexy(directory).on();
        assertThat(value("GETSYS SYS,\"HTTPC_RDTO\"")).isEqualTo("30");
        assertThat(flexy.export("$dtCF$ftT")).startsWith(":System\r\n").contains("HTTPC_RDTO:30\r\n");
    }

    @Test
    void commandsOfOneRequestRunInTheirOrderEvenWhenOneFails() {
        run("a%=1", "nonsense", "b%=a%+1");
        assertThat(value("b%")).isEqualTo("2");
    }

    @Test
    void exactlyTheLongestCommandIsTaken() {
        String longest = "a$=\"" + "x".repeat(245) + "\"";
        run(longest);
        assertThat(value("a$")).hasSize(245);
        assertThat(TestFlexy.text(flexy.get("rcgi.bin/ExeScriptForm", Map.of("Command1", longest + " "))))
                .contains("res_error");
    }
}
