package io.github.flexyfleet.fleet.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How long the HTML report of many devices takes to be written, to be opened and to be searched ({@code report.sh}). */
public final class ReportBenchmark {
    private static final int TIMES = 5;

    private ReportBenchmark() {}

    /** Takes a folder for the page and the number of devices. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int devices = Integer.parseInt(arguments[1]);
        ExampleReport.Shown report = ExampleReport.large(devices);
        for (int time = 0; time < TIMES; time++) {
            long begin = System.nanoTime();
            Path page = write(folder, report.html());
            long written = System.nanoTime();
            try (Browser browser = Browser.open(folder)) {
                long open = System.nanoTime();
                browser.show(page);
                browser.run("return document.body.offsetHeight");
                long shown = System.nanoTime();
                browser.one("#find-text").sendKeys("Pump-" + (devices - 1));
                browser.run("return document.body.offsetHeight");
                System.out.printf(
                        Locale.ROOT,
                        "%,d devices, %.1f MB: written in %.2f s, opened in %.2f s, a device found in %.2f s%n",
                        devices,
                        size(page) / 1e6,
                        (written - begin) / 1e9,
                        (shown - open) / 1e9,
                        (System.nanoTime() - shown) / 1e9);
            }
        }
    }

    private static Path write(Path folder, String page) {
        try {
            return Files.writeString(folder.resolve("report.html"), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path page) {
        try {
            return Files.size(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
