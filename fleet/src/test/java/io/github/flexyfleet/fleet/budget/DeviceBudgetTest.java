package io.github.flexyfleet.fleet.budget;

import static io.github.flexyfleet.fleet.budget.BudgetKit.DEFAULTS;
import static io.github.flexyfleet.fleet.budget.BudgetKit.codes;
import static io.github.flexyfleet.fleet.budget.BudgetKit.fleet;
import static io.github.flexyfleet.fleet.budget.BudgetKit.noHeartbeat;
import static io.github.flexyfleet.fleet.budget.BudgetKit.row;
import static io.github.flexyfleet.fleet.budget.BudgetKit.sim;
import static io.github.flexyfleet.fleet.budget.BudgetKit.tags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.report.ConsoleBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one device takes of messages, bytes, heap and SIM. */
class DeviceBudgetTest {
    @TempDir
    Path folder;

    @Test
    void changesDependOnTheChangeRateAndNeverPassTheWorstCase() {
        String onChange10s = "{groups: [A], push: {onChange: 10s}}";
        // One tag that changes every 10 s on average: a period of 10 s holds a change with probability 1 - 1/e.
        BudgetAssumptions oneTag = tags(1, 16, 6, Duration.ofSeconds(10));

        BudgetRow row = row(budget(noHeartbeat("B1", onChange10s), oneTag), "d-0", Resource.MESSAGES);

        assertThat((double) row.assumed()).isCloseTo(8_640 * (1 - Math.exp(-1)), within(1.0));
        assertThat(row.worst()).isEqualTo(8_640);
        assertThat(row(
                                budget(noHeartbeat("B1", onChange10s), tags(1, 16, 6, Duration.ofDays(20))),
                                "d-0",
                                Resource.MESSAGES)
                        .assumed())
                .as("a tag that hardly ever changes")
                .isEqualTo(1);
        assertThat(row(
                                budget(noHeartbeat("B1", onChange10s), tags(1, 16, 6, Duration.ofMillis(1))),
                                "d-0",
                                Resource.MESSAGES)
                        .assumed())
                .as("a tag that changes all the time")
                .isEqualTo(8_640);
    }

    @Test
    void heartbeatsCountOnlyWhereNoFullPushComesAsOften() {
        assertThat(row(budget(fleet("B1", 1, "{groups: [A], push: {full: 15m}}"), DEFAULTS), "d-0", Resource.MESSAGES)
                        .assumed())
                .isEqualTo(96);
        assertThat(row(budget(fleet("B1", 1, "{groups: [A], push: {full: 24h}}"), DEFAULTS), "d-0", Resource.MESSAGES)
                        .assumed())
                .isEqualTo(97);
        assertThat(row(
                                budget(
                                        fleet("B1", 1, "{groups: [A], push: {full: 10s}}"),
                                        tags(0, 16, 6, Duration.ofSeconds(30))),
                                "d-0",
                                Resource.MESSAGES)
                        .assumed())
                .as("a group without tags sends nothing")
                .isEqualTo(96);
    }

    @Test
    void aPushOverFourKilobytesIsSplitAndAFullMessageCountsTwiceWithItsProperties() {
        // 16 + 26 + 6 = 48 bytes a tag: 84 tags in a message beside the 31 bytes of the frame, 4,063 bytes.
        BudgetAssumptions exactly = tags(84, 16, 26, Duration.ofSeconds(30));
        BudgetAssumptions oneMore = tags(85, 16, 26, Duration.ofSeconds(30));
        String full = "{groups: [A], push: {full: 24h}}";

        Budget one = budget(noHeartbeat("B1", full), exactly);
        Budget two = budget(noHeartbeat("B1", full), oneMore);

        assertThat(row(one, "d-0", Resource.MESSAGES).assumed()).isEqualTo(1);
        assertThat(row(one, "d-0", Resource.HUB_QUOTA).assumed())
                .as("4,063 bytes and the properties are more than 4,096")
                .isEqualTo(2);
        assertThat(row(two, "d-0", Resource.MESSAGES).assumed()).isEqualTo(2);
        assertThat(row(two, "d-0", Resource.HUB_QUOTA).assumed()).isEqualTo(3);
        assertThat(row(two, "d-0", Resource.MESSAGE_SIZE).assumed())
                .isEqualTo(row(one, "d-0", Resource.MESSAGE_SIZE).assumed());
    }

    @Test
    void theTypedFormatAndAdditionsToThePropertyBagTakeMore() {
        String classic = noHeartbeat("B1", "{groups: [A], push: {full: 24h}}");
        String typed = noHeartbeat("B1", "{groups: [A], format: typed, push: {full: 24h}}");
        String more = noHeartbeat("B1", "{groups: [A], properties: {line: '7'}, push: {full: 24h}}");

        long size = row(budget(classic, DEFAULTS), "d-0", Resource.MESSAGE_SIZE).assumed();

        // {"device":"d-0","group":"all","kind":"change","values":[ ... ]} with more around each tag too.
        String frame = "{'device':'d-0','group':'all','kind':'change','values':[]}";
        String tag = "{'name':'','value':'','quality':'uncertain','time':'2026-11-22T19:00:00.000Z'},";
        assertThat(row(budget(typed, DEFAULTS), "d-0", Resource.MESSAGE_SIZE).assumed())
                .isEqualTo(size - 31 + frame.length() + 10L * (tag.length() - 6));
        assertThat(row(budget(more, DEFAULTS), "d-0", Resource.MESSAGE_SIZE).assumed())
                .isEqualTo(size + "line7".length());
    }

    @ParameterizedTest(name = "{0}: {1} tags")
    @CsvSource(
            delimiter = '|',
            value = {
                "groups: [A, B]                    | 20",
                "types: [float]                    | 40",
                "names: ['Pump*']                  | 40",
                "names: ['!Spare']                 | 40",
                "names: [Level, Flow]              | 2",
                "groups: [A], names: [Level, Flow] | 2",
            })
    void aSelectionsTagsAreCountedFromAbove(String selection, int tags) {
        String yaml = noHeartbeat("B1", "{" + selection + ", push: {full: 24h}}");
        String group = noHeartbeat("B1", "{groups: [A], push: {full: 24h}}");
        long withTen =
                row(budget(group, DEFAULTS), "d-0", Resource.MESSAGE_SIZE).assumed();

        assertThat(row(budget(yaml, DEFAULTS), "d-0", Resource.MESSAGE_SIZE).assumed())
                .isEqualTo(withTen + (tags - 10) * 28L);
    }

    @Test
    void oneValueThatIsTooLargeForTheHubIsAnError() {
        BudgetAssumptions huge = tags(1, 16, 262_000, Duration.ofDays(20));

        assertThat(codes(budget(noHeartbeat("B1", "{groups: [A], push: {full: 24h}}"), huge)))
                .containsExactly("FLX1415");
    }

    @Test
    void moreTagsThanTheRuntimeCanHoldAreFindingsAtTheirPush() {
        Budget budget = budget(
                noHeartbeat("S3", "{groups: [A, B, C, D], push: {full: 24h}}"),
                tags(6_000, 16, 6, Duration.ofDays(20)));

        assertThat(budget.findings())
                .extracting(Finding::render)
                .anyMatch(line -> line.startsWith("fleet.yaml:9:33 FLX1417 device d-0 takes "))
                .anyMatch(line -> line.startsWith("fleet.yaml:9:33 FLX1421 device d-0 takes "));
    }

    @Test
    void theSimsVolumeIsJudgedOnlyWhenItIsKnown() {
        String yaml = noHeartbeat("B1", "{groups: [A], push: {full: 60s}}");
        long bytes = row(budget(yaml, DEFAULTS), "d-0", Resource.SIM).assumed();

        assertThat(codes(budget(yaml, DEFAULTS))).isEmpty();
        assertThat(codes(budget(yaml, sim(bytes)))).containsExactly("FLX1414");
        assertThat(codes(budget(yaml, sim(bytes - 1)))).containsExactly("FLX1413");
        assertThat(codes(budget(yaml, sim(bytes * 5 / 4 + 2)))).isEmpty();
    }

    @Test
    void aPushOnTheWireIsWhatTheProtocolsSay() {
        // MQTT: 1 + 2 bytes of header, 2 + 180 topic, 2 id, 311 payload; TLS 29; IP and TCP 40 both ways. PUBACK: 4 +
        // 29 + 80.
        assertThat(WireModel.publish(180, 311)).isEqualTo(3 + 182 + 2 + 311 + 29 + 80 + 4 + 29 + 80);
    }

    @Test
    void aPostedMessageHasAConnectionOfItsOwnAndNoneStands() {
        String mqtt = noHeartbeat("S1", "{groups: [A], push: {full: 1h}}");
        String https = mqtt.replace("defaults:\n", "defaults:\n  transport: https\n  auth: sas\n");

        long posted = row(budget(https, DEFAULTS), "d-0", Resource.SIM).assumed();

        assertThat(posted).isBetween(31L * 24 * WireModel.POST, 31L * 24 * (WireModel.POST + 3 * 4096));
        assertThat(row(budget(https, DEFAULTS), "d-0", Resource.HUB_QUOTA).assumed())
                .as("no twin requests")
                .isLessThan(
                        row(budget(mqtt, DEFAULTS), "d-0", Resource.HUB_QUOTA).assumed());
    }

    @Test
    void aSimOfTheFleetFileIsTheLimitOfItsDevices() {
        String yaml = fleet("B1", 2, "{groups: [A], push: {full: 10s}}")
                .replace("defaults:\n", "defaults:\n  simData: 2MB\n");

        Budget budget = budget(yaml, sim(0));

        assertThat(row(budget, "d-0 and 1 more", Resource.SIM).limit()).isEqualTo(2_000_000);
        assertThat(codes(budget)).containsExactly("FLX1413");
        assertThat(row(budget(yaml.replace("2MB", "0B"), sim(1)), "d-0 and 1 more", Resource.SIM)
                        .limit())
                .isZero();
        assertThat(FleetFiles.read(folder, yaml.replace("2MB", "2 MB"))
                        .findings()
                        .toString())
                .contains(
                        " FLX1106 \"2 MB\" is not a size at defaults.simData / write it like 500MB, 2GB: a whole number");
    }

    @Test
    void aTagListTakesTheAssumptionsPlace() throws IOException {
        StringBuilder list =
                new StringBuilder("\"Id\";\"Name\";\"IVGroupA\";\"IVGroupB\";\"IVGroupC\";\"IVGroupD\";\"Type\"\n");
        for (int tag = 0; tag < 1_000; tag++) {
            list.append(tag)
                    .append(";\"N")
                    .append(1_000 + tag)
                    .append("\";")
                    .append(tag < 300 ? 1 : 0)
                    .append(";0;0;0;1\n");
        }
        Files.writeString(folder.resolve("tags.csv"), list);
        String without = fleet("B1", 1, "{groups: [A], push: {full: 1h}}");
        String with = without.replace("defaults:\n", "defaults:\n  tagList: tags.csv\n");
        assertThat(with).isNotEqualTo(without);

        Budget assumed = budget(without, tags(300, 5, 6, Duration.ofSeconds(30)));
        Budget known = budget(with, DEFAULTS);

        for (Resource resource : List.of(Resource.MESSAGES, Resource.HUB_QUOTA, Resource.SIM, Resource.OUTBOX)) {
            assertThat(row(known, "d-0", resource)).isEqualTo(row(assumed, "d-0", resource));
        }
        assertThat(row(known, "d-0", Resource.HEAP).assumed())
                .isEqualTo(row(budget(without, tags(250, 5, 6, Duration.ofSeconds(30))), "d-0", Resource.HEAP)
                        .assumed());
        assertThat(ConsoleBudget.lines(known))
                .contains("not assumed: number and names of the tags of 1 device, known from tagList");
        assertThat(ConsoleBudget.lines(assumed)).noneMatch(line -> line.contains("tagList"));
    }

    private Budget budget(String yaml, BudgetAssumptions assumptions) {
        return BudgetKit.budget(folder, yaml, assumptions);
    }
}
