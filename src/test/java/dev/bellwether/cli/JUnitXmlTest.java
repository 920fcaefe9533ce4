package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.cli.JUnitXml.Case;
import dev.bellwether.cli.JUnitXml.Suite;
import dev.bellwether.cli.JUnitXml.Trouble;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JUnitXmlTest {

    @Test
    void tellsErrorsFromFailuresAndCountsThem() throws Exception {
        Document xml = written(new Suite(
                "rules/a.test.yml",
                List.of(
                        new Case("a", "fine", Duration.ofMillis(1500), List.of()),
                        new Case("a", "fails", Duration.ZERO, List.of(new Trouble(false, "not so", "why"))),
                        new Case("a", "breaks", Duration.ofMillis(20), List.of(new Trouble(true, "broken", "how"))))));

        Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("time")).isEqualTo("1.520");
        Element error = (Element) suite.getElementsByTagName("error").item(0);
        assertThat(error.getAttribute("message")).isEqualTo("broken");
        assertThat(error.getTextContent()).isEqualTo("how");
    }

    @Test
    void staysSoundWhateverStandsInNames() throws Exception {
        String name = "a \"b\" <c> & ]]> é \u0000\u0007\uD800 \uD83D\uDE9A";

        Document xml = written(
                new Suite(name, List.of(new Case(name, name, Duration.ZERO, List.of(new Trouble(false, name, name))))));

        String sound = "a \"b\" <c> & ]]> é \uFFFD\uFFFD\uFFFD \uD83D\uDE9A";
        Element one = (Element) xml.getElementsByTagName("testcase").item(0);
        assertThat(one.getAttribute("name")).isEqualTo(sound);
        assertThat(one.getElementsByTagName("failure").item(0).getTextContent()).isEqualTo(sound);
    }

    private static Document written(Suite... suites) throws Exception {
        var out = new StringWriter();
        JUnitXml.write(List.of(suites), new PrintWriter(out));
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(out.toString())));
    }
}
