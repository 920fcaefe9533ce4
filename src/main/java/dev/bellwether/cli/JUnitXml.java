package dev.bellwether.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results of tests as Maven's Surefire writes them, which whatever shows tests can read. */
final class JUnitXml {

    /** What came of one file. */
    record Suite(String name, List<Case> cases) {

        long count(boolean errors) {
            return cases.stream()
                    .flatMap(one -> one.troubles().stream())
                    .filter(trouble -> trouble.isError() == errors)
                    .count();
        }

        Duration took() {
            return cases.stream().map(Case::took).reduce(Duration.ZERO, Duration::plus);
        }
    }

    /** @param troubles empty when all is well */
    record Case(String className, String name, Duration took, List<Trouble> troubles) {}

    /**
     * Why a case did not pass.
     *
     * @param isError whether it could not be tried at all
     * @param message in one line
     */
    record Trouble(boolean isError, String message, String text) {}

    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static void write(List<Suite> suites, PrintWriter out) {
        try {
            var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
            new JUnitXml(xml).write(suites);
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the XML cannot be written", e);
        }
    }

    private void write(List<Suite> suites) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line(0);
        xml.writeStartElement("testsuites");
        for (Suite suite : suites) {
            write(suite);
        }
        line(0);
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.writeCharacters("\n");
    }

    private void write(Suite suite) throws XMLStreamException {
        line(1);
        xml.writeStartElement("testsuite");
        attribute("name", suite.name());
        attribute("time", seconds(suite.took()));
        attribute("tests", Integer.toString(suite.cases().size()));
        attribute("errors", Long.toString(suite.count(true)));
        attribute("skipped", "0");
        attribute("failures", Long.toString(suite.count(false)));
        for (Case one : suite.cases()) {
            write(one);
        }
        line(1);
        xml.writeEndElement();
    }

    private void write(Case one) throws XMLStreamException {
        line(2);
        xml.writeStartElement("testcase");
        attribute("name", one.name());
        attribute("classname", one.className());
        attribute("time", seconds(one.took()));
        for (Trouble trouble : one.troubles()) {
            line(3);
            xml.writeStartElement(trouble.isError() ? "error" : "failure");
            attribute("message", trouble.message());
            attribute("type", trouble.isError() ? "NotJudged" : "NotAsExpected");
            xml.writeCharacters(clean(trouble.text()));
            xml.writeEndElement();
        }
        if (!one.troubles().isEmpty()) {
            line(2);
        }
        xml.writeEndElement();
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
    }

    /** XML 1.0 has no way to write most control characters. */
    private static String clean(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
