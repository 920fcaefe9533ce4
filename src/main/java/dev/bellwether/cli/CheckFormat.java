package dev.bellwether.cli;

import dev.bellwether.problem.Problem;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/** How the answer of {@code check} is written. */
enum CheckFormat {
    /** A line for each mistake, for people and editors. */
    TEXT {
        @Override
        void write(CheckReport report, PrintWriter out) {
            report.mistakes().forEach(out::println);
        }
    },
    /** One document, for programs. */
    JSON {
        @Override
        void write(CheckReport report, PrintWriter out) {
            JsonMapper mapper = JsonMapper.builder()
                    .defaultPrettyPrinter(new DefaultPrettyPrinter())
                    .build();
            try (JsonGenerator json = mapper.writerWithDefaultPrettyPrinter().createGenerator(out)) {
                json.writeStartObject();
                json.writeNumberProperty("version", 1);
                writeAll(json, "mistakes", report.mistakes());
                writeAll(json, "hints", report.hints());
                json.writeEndObject();
            }
            out.println();
            out.flush();
        }
    },
    /** A test case for each file, for build servers. */
    JUNIT {
        @Override
        void write(CheckReport report, PrintWriter out) {
            try {
                XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
                xml.writeStartDocument("UTF-8", "1.0");
                xml.writeCharacters("\n");
                writeSuite(report, xml);
                xml.writeEndDocument();
                xml.close();
            } catch (XMLStreamException e) {
                throw new IllegalStateException("the report cannot be written", e);
            }
            out.println();
            out.flush();
        }
    };

    abstract void write(CheckReport report, PrintWriter out);

    private static void writeAll(JsonGenerator json, String name, List<Problem> problems) {
        json.writeArrayPropertyStart(name);
        for (Problem problem : problems) {
            json.writeStartObject();
            json.writeStringProperty("file", problem.where().file());
            if (!problem.where().sheet().isEmpty()) {
                json.writeStringProperty("sheet", problem.where().sheet());
            }
            json.writeNumberProperty("line", problem.where().line());
            json.writeNumberProperty("column", problem.where().column());
            json.writeStringProperty("what", problem.what());
            json.writeStringProperty("mend", problem.mend());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeSuite(CheckReport report, XMLStreamWriter xml) throws XMLStreamException {
        long failures = report.files().stream()
                .filter(file -> !report.mistakesIn(file).isEmpty())
                .count();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "bellwether check");
        xml.writeAttribute("tests", Integer.toString(report.files().size()));
        xml.writeAttribute("failures", Long.toString(failures));
        for (String file : report.files()) {
            xml.writeCharacters("\n  ");
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", "check");
            xml.writeAttribute("name", file);
            writeFailure(report.mistakesIn(file), xml);
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static void writeFailure(List<Problem> mistakes, XMLStreamWriter xml) throws XMLStreamException {
        if (!mistakes.isEmpty()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes");
            xml.writeCharacters(mistakes.stream().map(Problem::toString).collect(Collectors.joining("\n", "\n", "\n")));
            xml.writeEndElement();
        }
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
