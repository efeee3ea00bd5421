package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.io.StringWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A rollout's result as JUnit XML, which build servers show as a list of tests: a wave is a suite, a device a test case.
 * A device that runs the wanted digest has passed; one that is a debt or was not begun is skipped, and any
 * other has failed.
 */
public final class JunitReport {
    private JunitReport() {}

    /** The kinds of test case that a build server knows. */
    private enum Verdict {
        PASSED,
        SKIPPED,
        FAILED;

        static Verdict of(DeviceResult device) {
            return switch (device.outcome()) {
                case UNCHANGED, CONFIRMED -> PASSED;
                case UNREACHABLE, DEFERRED, NOT_STARTED -> SKIPPED;
                case REVERTED, FAILED, REJECTED -> FAILED;
            };
        }
    }

    /** The report as XML text in UTF-8, ended by a line end. */
    public static String render(RolloutResult result) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            line(xml, 0);
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", clean(result.fleet()));
            counts(xml, result.devices());
            xml.writeAttribute("time", seconds(result));
            for (int wave = 1; wave <= result.waves().size(); wave++) {
                suite(xml, result, wave);
            }
            line(xml, 0);
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string takes all that is written to it", e);
        }
        return text.append('\n').toString();
    }

    private static void suite(XMLStreamWriter xml, RolloutResult result, int wave) throws XMLStreamException {
        List<DeviceResult> devices = result.devices().stream()
                .filter(device -> device.wave() == wave)
                .toList();
        line(xml, 1);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", clean(wave + " " + result.waves().get(wave - 1)));
        counts(xml, devices);
        xml.writeAttribute(
                "timestamp", result.started().truncatedTo(ChronoUnit.SECONDS).toString());
        for (DeviceResult device : devices) {
            line(xml, 2);
            xml.writeStartElement("testcase");
            xml.writeAttribute(
                    "classname", clean(result.fleet() + "." + device.target().site()));
            xml.writeAttribute("name", device.target().device().value());
            verdict(xml, device);
            line(xml, 2);
            xml.writeEndElement();
        }
        line(xml, 1);
        xml.writeEndElement();
    }

    private static void verdict(XMLStreamWriter xml, DeviceResult device) throws XMLStreamException {
        String words = ConsoleReport.words(device.outcome());
        String code = device.problem().map(problem -> problem.code().id()).orElse(words);
        String message = clean(
                device.problem().map(problem -> words + ": " + problem.what()).orElse(words));
        switch (Verdict.of(device)) {
            case PASSED -> {}
            case SKIPPED -> {
                line(xml, 3);
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", message);
            }
            case FAILED -> {
                line(xml, 3);
                xml.writeStartElement("failure");
                xml.writeAttribute("type", code);
                xml.writeAttribute("message", message);
                xml.writeCharacters(clean(device.problem().map(Object::toString).orElse(words)));
                xml.writeEndElement();
            }
        }
        line(xml, 3);
        xml.writeStartElement("system-out");
        xml.writeCharacters(clean(words + ", digest " + device.target().digest().hex() + ", "
                + device.evidence().messages() + " messages at the hub, " + device.calls() + " Talk2M calls"));
        xml.writeEndElement();
    }

    private static void counts(XMLStreamWriter xml, List<DeviceResult> devices) throws XMLStreamException {
        xml.writeAttribute("tests", Integer.toString(devices.size()));
        xml.writeAttribute("failures", count(devices, Verdict.FAILED));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", count(devices, Verdict.SKIPPED));
    }

    private static String count(List<DeviceResult> devices, Verdict verdict) {
        return Long.toString(
                devices.stream().filter(device -> Verdict.of(device) == verdict).count());
    }

    private static String seconds(RolloutResult result) {
        return Long.toString(
                Duration.between(result.started(), result.finished()).toSeconds());
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    /** What a device or a server said may hold characters that no XML can. */
    private static String clean(String text) {
        return text.codePoints()
                .map(point -> isXml(point) ? point : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isXml(int point) {
        return point == '\t'
                || point == '\n'
                || (point >= ' ' && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || (point >= 0x10000 && point <= Character.MAX_CODE_POINT);
    }
}
