package dev.bellwether.cli;

import dev.bellwether.alert.Alert;
import dev.bellwether.kpi.Labels;
import dev.bellwether.ruletest.Coverage;
import dev.bellwether.ruletest.ExpectedAlert;
import dev.bellwether.ruletest.Failure;
import dev.bellwether.ruletest.RuleTestReport;
import dev.bellwether.ruletest.RuleTestResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes what came of rule tests as one JSON document. */
final class TestJson {

    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final JsonGenerator json;

    private TestJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(RuleTestReport report, PrintWriter out) {
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            new TestJson(json).write(report);
        }
        out.println();
    }

    private void write(RuleTestReport report) {
        json.writeStartObject();
        json.writeNumberProperty("version", VERSION);
        json.writeNumberProperty("failed", report.failed());
        json.writeArrayPropertyStart("tests");
        report.files().forEach(file -> file.tests().forEach(test -> write(file.name(), test)));
        json.writeEndArray();
        json.writeNumberProperty("coverage_percent", report.coverage().percent());
        json.writeArrayPropertyStart("coverage");
        report.coverage().rules().forEach(this::write);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(String file, RuleTestResult result) {
        json.writeStartObject();
        json.writeStringProperty("file", file);
        json.writeNumberProperty("line", result.test().where().line());
        json.writeStringProperty("name", result.test().name());
        json.writeBooleanProperty("passed", result.passed());
        json.writeNumberProperty("seconds", result.took().toNanos() / 1e9);
        json.writeArrayPropertyStart("failures");
        result.failures().forEach(this::write);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Failure failure) {
        json.writeStartObject();
        json.writeStringProperty("kind", failure.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("where", failure.where().toString());
        json.writeStringProperty("alertname", failure.alertname());
        json.writeStringProperty("at", failure.time());
        failure.expected().ifPresent(this::write);
        failure.got().ifPresent(this::write);
        json.writeArrayPropertyStart("differences");
        failure.differences().forEach(difference -> {
            json.writeStartObject();
            json.writeStringProperty("what", difference.what());
            json.writeStringProperty("expected", difference.expected());
            json.writeStringProperty("got", difference.got());
            json.writeEndObject();
        });
        json.writeEndArray();
        texts("why", failure.why());
        json.writeEndObject();
    }

    private void write(ExpectedAlert alert) {
        json.writeObjectPropertyStart("expected");
        write(alert.labels());
        json.writeStringProperty("state", alert.state().toString());
        alert.severity().ifPresent(severity -> json.writeStringProperty("severity", severity.toString()));
        alert.summary().ifPresent(summary -> json.writeStringProperty("summary", summary));
        json.writeEndObject();
    }

    private void write(Alert alert) {
        json.writeObjectPropertyStart("got");
        write(alert.labels());
        json.writeStringProperty("state", alert.state().toString());
        json.writeStringProperty("severity", alert.severity().toString());
        json.writeStringProperty("summary", alert.latest().summary());
        json.writeEndObject();
    }

    private void write(Labels labels) {
        json.writeObjectPropertyStart("labels");
        labels.asMap().forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    private void write(Coverage.OfRule rule) {
        json.writeStartObject();
        json.writeStringProperty("alertname", rule.alertname());
        json.writeStringProperty("place", rule.place());
        json.writeBooleanProperty("fired", rule.fired());
        json.writeBooleanProperty("quiet", rule.quiet());
        json.writeArrayPropertyStart("conditions");
        rule.conditions().forEach(condition -> {
            json.writeStartObject();
            json.writeStringProperty("written", condition.written());
            json.writeBooleanProperty("held", condition.held());
            json.writeBooleanProperty("failed", condition.failed());
            json.writeEndObject();
        });
        json.writeEndArray();
        texts("missing", rule.missing());
        json.writeEndObject();
    }

    private void texts(String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
