package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page as text; {@link HtmlReportBrowserTest} opens it in a browser. */
class HtmlReportTest {
    private static final String PAGE = ExampleReport.halted().html();

    @Test
    void itTellsWhatHappenedWhenAndWhatIsToBeDone() {
        assertThat(PAGE)
                .contains("<title>Rollout of waterworks: incomplete</title>")
                .contains("Stopped: wave 2 (pilots): 1 of 3 devices went wrong")
                .contains("<tr><th scope=\"row\">2 pilots</th><td class=\"number\">3</td>"
                        + "<td>1 confirmed, 1 reverted, 1 unreachable</td><td class=\"number\">21</td></tr>")
                .contains("title=\"soak, 10 min\"")
                .contains("1 passed: Pump-North-1 10 messages in a row")
                .contains("<span class=\"bad\">Halt</span> 11-29 20:14:");
    }

    @Test
    void aDevicesStoryNamesTheChangeWithItsPlaceAndTheLog() {
        String story = between("id=\"device-Pump-North-3\"", "</tbody>");

        assertThat(story)
                .contains("no message under the new digest within 300 s")
                .contains("<a href=\"#change-1\">")
                .contains("switching to the candidate</li>")
                .contains("E 1203 connect: no such host &lt;nowhere&gt;");
        assertThat(between("id=\"change-1\"", "</section>"))
                .contains("hub.host", "my-hub.azure-devices.net", "nowhere.azure-devices.net", "fleet.yaml:2:12");
        assertThat(between("id=\"device-Pump-South-2\"", "</tbody>"))
                .as("nothing happened to a device that was not begun")
                .doesNotContain("class=\"story\"");
    }

    @Test
    void certificatesAreCountedByTheTimeThatTheyHaveLeft() {
        String board = between("id=\"certificates\"", "id=\"budgets\"");

        assertThat(board)
                .contains("within 30 days</th><td class=\"number\">1<")
                .contains("within 90 days</th><td class=\"number\">1<")
                .contains("later</th><td class=\"number\">6<");
        assertThat(board.indexOf("Pump-North-3")).isLessThan(board.indexOf("Pump-North-2"));
    }

    @Test
    void itLoadsNothingAndRunsOnlyItsOwnScript() {
        assertThat(PAGE)
                .doesNotContain("{{", "http:", "https:", "url(", "@import", " src=", "<link")
                .contains("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-");
        Matcher scripts = Pattern.compile("<script").matcher(PAGE);
        assertThat(scripts.results()).hasSize(1);
    }

    @Test
    void aRolloutOfWhichOnlyTheResultIsKnownHasAPageToo() {
        String page = HtmlReport.render(ExampleReport.halted().result());

        assertThat(page)
                .contains("Pump-North-3")
                .doesNotContain("{{", "Timeline", "What changes</h2>", "id=\"findings\"");
    }

    private static String between(String begin, String end) {
        int from = PAGE.indexOf(begin);
        assertThat(from).as(begin).isPositive();
        return PAGE.substring(from, PAGE.indexOf(end, from));
    }
}
