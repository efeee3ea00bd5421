package io.github.flexyfleet.runtime.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes told by events: without an export, never wrong for longer than a minute, and given up when they fail. */
class TagEventsTest {
    private final Rig rig = new Rig();
    private final ManualClock clock = rig.clock;
    private final FakeGateway gateway = rig.gateway;
    private final EventLog log = rig.log;

    @BeforeEach
    void tags() {
        gateway.tag(1, "Level", 1, "A", "12.5");
        gateway.tag(2, "Pump", 0, "A", "1");
        gateway.tag(3, "Count", 2, "A", "-7");
        gateway.tag(4, "Total", 3, "A", "4294967295");
        gateway.tag(5, "State", 6, "B", "on");
    }

    private void use(String groups) throws Refusal {
        rig.use(groups);
    }

    private List<String> run(double seconds) {
        return rig.run(seconds);
    }

    private long valueExports() {
        return rig.valueExports();
    }

    @Test
    void aClassicGroupWithoutTextsNeedsNoExportForItsChanges() throws Refusal {
        use(TestBundle.group("g", "A", 1, 0));
        run(5);
        long before = valueExports();
        gateway.value(1, "13.75");
        gateway.value(4, "4294967290");
        assertThat(run(2))
                .singleElement()
                .asString()
                .startsWith("change/g {\"Level\":\"13.75\",\"Total\":\"4294967290\",");
        gateway.value(2, "0");
        gateway.value(3, "-2147483648");
        assertThat(run(2)).singleElement().asString().startsWith("change/g {\"Pump\":\"0\",\"Count\":\"-2147483648\",");
        assertThat(run(40)).isEmpty();
        assertThat(valueExports()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "1,nan,nan",
        "1,inf,inf",
        "1,-inf,-inf",
        "1,0.1,0.1",
        "1,16777216,1.6777216e+7",
        "1,1.17549435E-38,1.1754944e-38",
        "1,-0.0,-0",
        "1,3.4028235e38,3.4028235e+38",
        "3,2147483647,2147483647",
        "4,0,0",
        "4,2147483648,2147483648"
    })
    void theNumberOfAnEventBecomesTheTextOfAnExport(int id, String value, String sent) throws Refusal {
        use(TestBundle.group("g", "A", 1, 0));
        run(3);
        gateway.value(id, value);
        assertThat(run(2)).singleElement().asString().contains(":\"" + sent + "\"");
        assertThat(run(130)).as("the export agrees").isEmpty();
        assertThat(log.last(50)).noneMatch(line -> line.contains("events"));
    }

    @Test
    void aDwordThatAnEventShowsAsASignedNumberIsTheSame() throws Refusal {
        use(TestBundle.group("g", "A", 1, 0));
        run(3);
        gateway.announcing(false);
        gateway.value(4, "4294967294");
        gateway.watcher().changed(4, -2, clock.now());
        assertThat(run(2)).singleElement().asString().contains("\"Total\":\"4294967294\"");
    }

    /** A thousand changes between two pushes are one note, and the newest counts. */
    @Test
    void aFloodOfOneTagIsOneChange() throws Refusal {
        use(TestBundle.group("g", "A", 1, 0));
        run(3);
        for (int i = 0; i < 1000; i++) {
            gateway.value(3, Integer.toString(i));
        }
        assertThat(run(2)).singleElement().asString().startsWith("change/g {\"Count\":\"999\",\"time\"");
    }

    @Test
    void whatComesBackBeforeThePushIsNoChange() throws Refusal {
        use(TestBundle.group("g", "A", 5, 0));
        run(6);
        gateway.value(3, "1");
        gateway.value(3, "-7");
        assertThat(run(120)).isEmpty();
    }

    @Test
    void aChangeWithoutEventIsSentWithinAMinuteAndEventsAreGivenUp() throws Refusal {
        use(TestBundle.group("g", "A", 1, 0));
        run(5);
        gateway.announcing(false);
        gateway.value(1, "14");
        assertThat(run(61)).singleElement().asString().contains("\"Level\":\"14\"");
        run(60);
        assertThat(log.last(50)).anyMatch(line -> line.endsWith("they missed a change of Level"));
        gateway.value(1, "15");
        assertThat(run(2)).as("by export").singleElement().asString().contains("\"Level\":\"15\"");
    }

    /** An export that is ahead of its event: the event comes, so nothing is missed. */
    @Test
    void anEventThatIsOnItsWayIsNotMissed() throws Refusal {
        use(TestBundle.group("g", "A", 1, 60));
        run(59);
        gateway.announcing(false);
        gateway.value(1, "14");
        long happened = clock.now();
        run(2);
        gateway.watcher().changed(1, 14, happened);
        run(120);
        assertThat(log.last(50)).noneMatch(line -> line.contains("events"));
    }

    /** It was told late and the tag has another value since: the older one must not come after the newer. */
    @Test
    void anEventFromBeforeTheLastExportChangesNothing() throws Refusal {
        use(TestBundle.group("g", "A", 1, 10));
        run(9);
        gateway.announcing(false);
        long happened = clock.now();
        gateway.value(1, "14");
        run(2);
        gateway.watcher().changed(1, 13, happened);
        assertThat(run(5)).isEmpty();
    }

    @Test
    void aFloodOfEventsEndsTheirUse() throws Refusal {
        use(TestBundle.group("g", "A", 1, 0));
        run(5);
        for (int i = 0; i <= TagEvents.FLOOD; i++) {
            gateway.watcher().changed(99, i, clock.now());
        }
        run(60);
        assertThat(log.last(50)).anyMatch(line -> line.endsWith("there are too many of them"));
        gateway.value(1, "15");
        assertThat(run(2)).singleElement().asString().contains("\"Level\":\"15\"");
    }

    @Test
    void afterALostEventTheNextPushExports() throws Refusal {
        use(TestBundle.group("g", "A", 1, 0));
        run(5);
        gateway.announcing(false);
        gateway.value(1, "14");
        gateway.watcher().lost();
        assertThat(run(2)).singleElement().asString().contains("\"Level\":\"14\"");
    }

    @Test
    void withoutPushOnChangeNobodyWatches() throws Refusal {
        use(TestBundle.group("g", "A", 0, 10));
        run(30);
        assertThat(gateway.watcher()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB", "B"})
    void textsAreReadByExport(String groups) throws Refusal {
        use(TestBundle.group("g", groups, 1, 0));
        run(3);
        long before = valueExports();
        gateway.value(5, "off");
        assertThat(run(2)).singleElement().asString().contains("\"State\":\"off\"");
        assertThat(valueExports()).isGreaterThan(before);
    }

    @Test
    void aTypedValueHasTheMomentOfItsEvent() throws Refusal {
        use(TestBundle.typed("g", "A", 10, 0));
        run(11);
        gateway.value(2, "0");
        run(2);
        clock.pass(7);
        gateway.value(1, "0.3");
        gateway.announcing(false);
        gateway.value(3, "8");
        assertThat(run(8))
                .containsExactly(
                        "change/g {\"device\":\"d-1\",\"group\":\"g\",\"kind\":\"change\",\"values\":["
                                + "{\"name\":\"Level\",\"value\":0.3,\"quality\":\"good\",\"time\":\"2026-11-22T19:00:13.007Z\"},"
                                + "{\"name\":\"Pump\",\"value\":false,\"quality\":\"good\",\"time\":\"2026-11-22T19:00:11.000Z\"},"
                                + "{\"name\":\"Count\",\"value\":8,\"quality\":\"good\",\"time\":\"2026-11-22T19:00:20.007Z\"}]}");
    }

    /** The tag changed once more since its last event: the moment of another value is not that of this one. */
    @Test
    void aTypedValueThatNoEventToldHasTheTimeOfTheExport() throws Refusal {
        use(TestBundle.typed("g", "A", 10, 0));
        run(11);
        gateway.value(1, "14");
        gateway.announcing(false);
        gateway.value(1, "15");
        assertThat(run(10))
                .singleElement()
                .asString()
                .contains("\"value\":15,\"quality\":\"good\",\"time\":\"2026-11-22T19:00:20.000Z\"");
    }

    /** A deadband and a pause work on what events tell as they do on exports. */
    @Test
    void deadbandAndPauseHoldForEvents() throws Refusal {
        use(TestBundle.group("g", "A", 1, 0, "\"deadband\":{\"absolute\":2},\"minIntervalSeconds\":10"));
        run(12);
        gateway.value(3, "-8");
        assertThat(run(5)).isEmpty();
        gateway.value(3, "-9");
        assertThat(run(2)).hasSize(1);
        gateway.value(3, "-20");
        assertThat(run(5)).isEmpty();
        assertThat(run(5)).singleElement().asString().contains("\"-20\"");
    }

    /** Random life of tags by events and by exports alone: what was sent last is the same, and the real value. */
    @Test
    void eventsAndExportsSendTheSame() throws Refusal {
        Random random = new Random(29);
        use(TestBundle.group("events", "A", 1, 0) + "," + TestBundle.group("exports", "AB", 1, 0));
        run(3);
        for (int round = 0; round < 400; round++) {
            int id = 1 + random.nextInt(4);
            gateway.value(
                    id, id == 1 ? Float.toString(random.nextInt(500) / 100f) : Integer.toString(random.nextInt(2)));
            if (random.nextInt(3) == 0) {
                List<String> made = run(1 + random.nextInt(8));
                assertThat(made.stream()
                                .filter(line -> line.startsWith("change/events"))
                                .map(line -> line.substring(14)))
                        .containsExactlyElementsOf(made.stream()
                                .filter(line -> line.startsWith("change/exports"))
                                .map(line -> line.substring(15))
                                .toList());
            }
        }
    }
}
