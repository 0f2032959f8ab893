package dev.touchstone.reports.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Runs;
import dev.touchstone.reports.verdict.Judge;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitXmlTest {

    private static Element parse(Runs runs) throws Exception {
        String xml = new JunitXml().write(Judge.judge(runs.run(), Runs.CLOCK));
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int at = 0; at < nodes.getLength(); at++) {
            elements.add((Element) nodes.item(at));
        }
        return elements;
    }

    @Test
    void countsChecksAsContinuousIntegrationDoes() throws Exception {
        Element root = parse(Runs.everyOutcome());

        assertThat(root.getTagName()).isEqualTo("testsuites");
        assertThat(root.getAttribute("tests")).isEqualTo("7");
        assertThat(root.getAttribute("failures")).isEqualTo("1");
        assertThat(root.getAttribute("errors")).isEqualTo("1");
        assertThat(root.getAttribute("skipped")).isEqualTo("3");
        assertThat(elements(root, "testsuite"))
                .extracting(suite -> suite.getAttribute("name"))
                .containsExactly("privileges", "network", "system", "cpu", "isolation");
        assertThat(elements(root, "testcase")).hasSize(7);
    }

    @Test
    void saysWhatWasDocumentedAndObserved() throws Exception {
        Element failure = elements(parse(Runs.everyOutcome()), "failure").get(0);

        assertThat(failure.getAttribute("type")).isEqualTo("VIOLATES");
        assertThat(failure.getAttribute("message"))
                .isEqualTo("VIOLATES: expected 0 but was 1 \\x1b[2J<script>alert(1)</script>|`x`");
        assertThat(failure.getTextContent())
                .contains("\nclaim: claim of PRV-02\ndocumented: seed: sentence of PRV-02\nexpected: 0\nobserved: 1 ");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("PRV-02 check 1");
        assertThat(((Element) failure.getParentNode()).getAttribute("classname"))
                .isEqualTo("touchstone.cowork-1.privileges");
    }

    @Test
    void skipsWithTheReason() throws Exception {
        assertThat(elements(parse(Runs.everyOutcome()), "skipped"))
                .extracting(skipped -> skipped.getAttribute("message"))
                .containsExactly(
                        "WAIVED: waived until 2027-06-30 by platform-team: no mirror here expected 0 but was Debian 12",
                        "NOT_APPLICABLE: this kind of target does not show the machine",
                        "NOT_APPLICABLE: profile cowork-1 does not judge what has the basis hardening");
    }

    @Test
    void whatDidNotReportIsAnError() throws Exception {
        assertThat(elements(parse(new Runs().property("PRV-01")), "error"))
                .extracting(error -> error.getAttribute("message"))
                .containsExactly("UNDETERMINED: no check reported");
    }

    @Test
    void staysXmlWhateverTheSandboxSays() throws Exception {
        StringBuilder everything = new StringBuilder("]]>&<\"'");
        for (char one = 0; one < 0x300; one++) {
            everything.append(one);
        }
        everything.append("\ud800 \ufffe \uffff \udfff");

        Element failure = elements(
                        parse(new Runs().property("PRV-01").failed("PRV-01", everything.toString())), "failure")
                .get(0);
        assertThat(failure.getTextContent()).contains("]]>&<\"'\\x00\\x01").contains("\\ud800 \\ufffe \\uffff \\udfff");
    }
}
