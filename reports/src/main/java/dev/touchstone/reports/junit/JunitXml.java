package dev.touchstone.reports.junit;

import dev.touchstone.reports.text.VisibleText;
import dev.touchstone.reports.verdict.JudgedCheck;
import dev.touchstone.reports.verdict.JudgedProperty;
import dev.touchstone.reports.verdict.Outcome;
import dev.touchstone.reports.verdict.Verdict;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a verdict as Surefire writes test results: a suite for each area, a case for each check, and one for each property
 * that has none. VIOLATES is a failure, UNDETERMINED an error; WAIVED and NOT_APPLICABLE are skipped with the reason.
 */
public final class JunitXml {

    /** The whole document. */
    public String write(Verdict verdict) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            write(verdict, xml);
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string cannot be written to", e);
        }
        return out.toString();
    }

    private static void write(Verdict verdict, XMLStreamWriter xml) throws XMLStreamException {
        Map<String, List<Case>> suites = new LinkedHashMap<>();
        verdict.properties()
                .forEach(property -> suites.computeIfAbsent(property.area(), area -> new ArrayList<>())
                        .addAll(Case.of(property)));
        List<Case> all = suites.values().stream().flatMap(List::stream).toList();
        xml.writeStartElement("testsuites");
        attribute(xml, "name", "touchstone " + verdict.target().name());
        attributes(xml, all, verdict.durationMillis());
        for (Map.Entry<String, List<Case>> suite : suites.entrySet()) {
            write(verdict, suite.getKey(), suite.getValue(), xml);
        }
        xml.writeEndElement();
    }

    private static void write(Verdict verdict, String area, List<Case> cases, XMLStreamWriter xml)
            throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        attribute(xml, "name", area);
        attribute(xml, "timestamp", verdict.started().toString());
        attributes(xml, cases, cases.stream().mapToDouble(Case::millis).sum());
        for (Case one : cases) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("testcase");
            attribute(xml, "classname", "touchstone." + verdict.profile() + "." + area);
            attribute(xml, "name", one.name());
            attribute(xml, "time", seconds(one.millis()));
            writeEnding(one, xml);
            xml.writeEndElement();
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static void writeEnding(Case one, XMLStreamWriter xml) throws XMLStreamException {
        if (one.outcome() == Outcome.CONFORMS) {
            return;
        }
        xml.writeCharacters("\n      ");
        xml.writeStartElement(
                switch (one.outcome()) {
                    case VIOLATES -> "failure";
                    case UNDETERMINED -> "error";
                    default -> "skipped";
                });
        attribute(xml, "message", one.outcome() + ": " + one.message());
        if (one.outcome() == Outcome.VIOLATES || one.outcome() == Outcome.UNDETERMINED) {
            attribute(xml, "type", one.outcome().name());
            xml.writeCharacters(VisibleText.of(one.text()));
        }
        xml.writeEndElement();
        xml.writeCharacters("\n    ");
    }

    private static void attributes(XMLStreamWriter xml, List<Case> cases, double millis) throws XMLStreamException {
        attribute(xml, "tests", Integer.toString(cases.size()));
        attribute(xml, "failures", count(cases, Outcome.VIOLATES));
        attribute(xml, "errors", count(cases, Outcome.UNDETERMINED));
        attribute(
                xml,
                "skipped",
                Long.toString(cases.stream()
                        .filter(one -> one.outcome() == Outcome.WAIVED || one.outcome() == Outcome.NOT_APPLICABLE)
                        .count()));
        attribute(xml, "time", seconds(millis));
    }

    private static String count(List<Case> cases, Outcome outcome) {
        return Long.toString(
                cases.stream().filter(one -> one.outcome() == outcome).count());
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, VisibleText.line(value));
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.4f", millis / 1000);
    }

    private record Case(String name, Outcome outcome, String message, String text, double millis) {

        static List<Case> of(JudgedProperty property) {
            if (property.checks().isEmpty()) {
                return List.of(new Case(
                        property.id() + " " + property.claim(),
                        property.outcome(),
                        property.message(),
                        property.message() + documented(property),
                        0));
            }
            return property.checks().stream()
                    .map(check -> new Case(
                            property.id() + " " + check.name(),
                            check.outcome(),
                            check.message() == null ? "no reason given" : check.finding(),
                            text(property, check),
                            check.millis()))
                    .toList();
        }

        private static String text(JudgedProperty property, JudgedCheck check) {
            if (check.explainsItself()) {
                return check.message() + "\nclaim: " + property.claim();
            }
            return (check.message() == null ? "no reason given" : check.message())
                    + documented(property)
                    + "\nexpected: " + (check.expected() == null ? "not said" : check.expected())
                    + "\nobserved: " + (check.observed() == null ? "nothing" : check.observed());
        }

        private static String documented(JudgedProperty property) {
            return "\nclaim: " + property.claim() + "\ndocumented: " + property.source();
        }
    }
}
