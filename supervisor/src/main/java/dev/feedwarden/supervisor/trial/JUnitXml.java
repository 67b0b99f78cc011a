package dev.feedwarden.supervisor.trial;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.trial.Failure;
import dev.feedwarden.rules.trial.TrialReport;
import dev.feedwarden.rules.trial.TrialResult;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Reports of rule tests in the form that build servers read. What is wrong in a file is an error of a case of its own. */
public final class JUnitXml {

    private static final int FIRST_PRINTABLE = 0x20;

    private JUnitXml() {}

    /** Writes all reports; does not close. */
    public static void write(List<TrialReport> reports, Writer out) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        for (TrialReport report : reports) {
            write(report, xml);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private static void write(TrialReport report, XMLStreamWriter xml) throws XMLStreamException {
        int errors = report.problems().isEmpty() ? 0 : 1;
        long failures =
                report.results().stream().filter(result -> !result.passed()).count();
        xml.writeStartElement("testsuite");
        attribute(xml, "name", report.file());
        attribute(xml, "tests", String.valueOf(report.results().size() + errors));
        attribute(xml, "failures", String.valueOf(failures));
        attribute(xml, "errors", String.valueOf(errors));
        if (errors > 0) {
            open(report.file(), "the file can be read", xml);
            String all = report.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
            detail("error", report.problems().get(0).toString(), all, xml);
            xml.writeEndElement();
        }
        for (TrialResult result : report.results()) {
            open(report.file(), result.name(), xml);
            for (Failure failure : result.failures()) {
                detail("failure", message(failure), String.join("\n", TrialText.of(result, failure)), xml);
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String message(Failure failure) {
        return "at " + failure.at() + ", " + failure.what() + " of " + failure.rule() + ": expected "
                + failure.expected() + ", found " + failure.found();
    }

    private static void open(String file, String name, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "classname", file);
        attribute(xml, "name", name);
    }

    private static void detail(String element, String message, String text, XMLStreamWriter xml)
            throws XMLStreamException {
        xml.writeStartElement(element);
        attribute(xml, "message", message);
        xml.writeCharacters(allowed(text));
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value));
    }

    /** XML has no way to write most control characters. */
    private static String allowed(String text) {
        return text.codePoints()
                .map(letter -> letter < FIRST_PRINTABLE && letter != '\n' && letter != '\t' ? ' ' : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
