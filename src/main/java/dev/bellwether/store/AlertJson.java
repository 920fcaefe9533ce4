package dev.bellwether.store;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Condition;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Kept;
import dev.bellwether.alert.Severity;
import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Unit;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Alerts and breaches as JSON text, and back without loss: a mail sent a week later tells what was true then. */
final class AlertJson {

    /**
     * A group rule that joins a whole storm would outgrow the longest text of H2 (a million characters) and block its
     * KPI for good; nobody reads more of it than this.
     */
    static final int EVIDENCE_KEPT = 1_000;

    private AlertJson() {}

    static String write(Alert alert) {
        return Json.write(json -> write(alert, json));
    }

    /** @param breach what {@link #writeBreach} made of the alert's latest */
    static String write(Alert alert, String breach) {
        return Json.write(json -> write(alert, json, () -> json.writeRawValue(breach)));
    }

    private static void write(Alert alert, JsonGenerator json) {
        write(alert, json, () -> writeBreach(json, alert.latest(), () -> writeRule(json, alert.rule())));
    }

    private static void write(Alert alert, JsonGenerator json, Runnable breach) {
        json.writeStartObject();
        json.writeStringProperty("fingerprint", alert.fingerprint());
        json.writeStringProperty("state", alert.state().toString());
        Json.writeInstant(json, "active_at", alert.activeAt());
        Json.writeInstant(json, "firing_at", alert.firingAt());
        Json.writeInstant(json, "resolved_at", alert.resolvedAt());
        Json.writeInstant(json, "judged_at", alert.judgedAt());
        json.writeStringProperty("marks", alert.marks());
        json.writeNumberProperty("transitions", alert.transitions());
        json.writeName("breach");
        breach.run();
        json.writeName("kept");
        KeptJson.write(alert.kept(), json);
        json.writeEndObject();
    }

    /** @throws StoreException when {@code text} is no alert */
    static Alert read(String text) {
        return read("alert", text, AlertJson::alert);
    }

    /** Several alerts in one text, in which each rule stands once and breaches name its number. */
    static String writeAll(List<Alert> alerts) {
        List<AlertRule> rules = alerts.stream().map(Alert::rule).distinct().toList();
        return Json.write(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("rules");
            rules.forEach(rule -> writeRule(json, rule));
            json.writeEndArray();
            json.writeArrayPropertyStart("alerts");
            alerts.forEach(alert -> write(
                    alert,
                    json,
                    () -> writeBreach(json, alert.latest(), () -> json.writeNumber(rules.indexOf(alert.rule())))));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** @throws StoreException when {@code text} was not written by {@link #writeAll} */
    static List<Alert> readAll(String text) {
        return read("alerts", text, json -> {
            List<AlertRule> rules =
                    json.path("rules").valueStream().map(AlertJson::rule).toList();
            return json.required("alerts")
                    .valueStream()
                    .map(alert -> alert(alert, rule -> rule.isNumber() ? rules.get(rule.intValue()) : rule(rule)))
                    .toList();
        });
    }

    private static Alert alert(JsonNode json) {
        return alert(json, AlertJson::rule);
    }

    private static Alert alert(JsonNode json, Function<JsonNode, AlertRule> rule) {
        var bare = new Alert(
                text(json, "fingerprint"),
                oneOf(AlertState.class, text(json, "state")),
                breach(json.required("breach"), rule),
                Instant.parse(text(json, "active_at")),
                Json.instant(json.required("firing_at")),
                Json.instant(json.required("resolved_at")),
                Instant.parse(text(json, "judged_at")),
                text(json, "marks"),
                json.required("transitions").intValue());
        return json.has("kept") ? bare.with(KeptJson.read(json.required("kept"))) : bare;
    }

    /** @throws StoreException when {@code text} was not written by {@link #writeKept} */
    static Kept readKept(String text) {
        return read("memory of an alert", text, KeptJson::read);
    }

    static String writeKept(Kept kept) {
        return Json.write(json -> KeptJson.write(kept, json));
    }

    static String writeBreach(Breach breach) {
        return Json.write(json -> writeBreach(json, breach, () -> writeRule(json, breach.rule())));
    }

    /** @throws StoreException when {@code text} is no breach */
    static Breach readBreach(String text) {
        return read("breach", text, json -> breach(json, AlertJson::rule));
    }

    private static <T> T read(String what, String text, Function<JsonNode, T> mapping) {
        try {
            return mapping.apply(Json.read(text));
        } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
            throw new StoreException("stored " + what + " cannot be read: " + text, e);
        }
    }

    private static void writeBreach(JsonGenerator json, Breach breach, Runnable rule) {
        json.writeStartObject();
        json.writeName("rule");
        rule.run();
        json.writeName("labels");
        LabelsJson.write(breach.labels(), json);
        Json.writeInstant(json, "at", breach.at());
        json.writeName("figures");
        writeFigures(json, breach.figures());
        json.writeStringProperty("summary", breach.summary());
        json.writeArrayPropertyStart("conditions");
        breach.conditions().forEach(condition -> writeCondition(condition, json));
        json.writeEndArray();
        json.writeStringProperty("level", breach.level().toString());
        json.writeStringProperty("direction", lowerCase(breach.direction()));
        json.writeArrayPropertyStart("evidence");
        breach.evidence().stream().limit(EVIDENCE_KEPT).forEach(labels -> LabelsJson.write(labels, json));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static Breach breach(JsonNode json, Function<JsonNode, AlertRule> ruleOf) {
        AlertRule rule = ruleOf.apply(json.required("rule"));
        return new Breach(
                rule,
                LabelsJson.read(json.required("labels")),
                Instant.parse(text(json, "at")),
                figures(json.required("figures")),
                text(json, "summary"),
                json.required("conditions")
                        .valueStream()
                        .map(AlertJson::condition)
                        .toList(),
                json.required("evidence").valueStream().map(LabelsJson::read).toList(),
                oneOf(
                        Severity.class,
                        json.path("level").asString(rule.severity().toString())),
                oneOf(Direction.class, json.path("direction").asString(lowerCase(Direction.BAND))));
    }

    /** What nearly every condition of a breach has, that it held and has no parts, is not written. */
    private static void writeCondition(Condition condition, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("written", condition.written());
        json.writeStringProperty("saw", condition.saw());
        if (!condition.holds()) {
            json.writeBooleanProperty("holds", false);
        }
        if (!condition.margin().isEmpty()) {
            json.writeStringProperty("margin", condition.margin());
        }
        if (!condition.parts().isEmpty()) {
            json.writeArrayPropertyStart("parts");
            condition.parts().forEach(part -> writeCondition(part, json));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static Condition condition(JsonNode json) {
        return new Condition(
                text(json, "written"),
                text(json, "saw"),
                json.path("holds").asBoolean(true),
                json.path("margin").asString(""),
                json.path("parts").valueStream().map(AlertJson::condition).toList());
    }

    private static void writeRule(JsonGenerator json, AlertRule rule) {
        json.writeStartObject();
        json.writeStringProperty("name", rule.name());
        json.writeStringProperty("severity", rule.severity().toString());
        json.writeStringProperty("owner", rule.owner());
        json.writeStringProperty("summary", rule.summary());
        json.writeStringProperty("runbook", rule.runbook());
        json.writeStringProperty("for", rule.holdFor().toString());
        json.writeStringProperty("keep_firing_for", Durations.write(rule.keepFiringFor()));
        json.writeStringProperty("scope", lowerCase(rule.scope()));
        json.writeArrayPropertyStart("kpis");
        rule.kpis().stream().sorted().forEach(kpi -> json.writeString(kpi.value()));
        json.writeEndArray();
        json.writeStringProperty("place", rule.place());
        writeNames("inhibits", rule.inhibition().alertnames(), json);
        writeNames("equal", rule.inhibition().equal(), json);
        for (AlertRule.Rise rise : rule.levels().rises()) {
            json.writeStringProperty("rises_to_" + rise.to(), rise.when());
        }
        if (!rule.levels().clear().isEmpty()) {
            json.writeStringProperty("clear", rule.levels().clear());
        }
        json.writeEndObject();
    }

    private static void writeNames(String property, Set<String> names, JsonGenerator json) {
        if (!names.isEmpty()) {
            json.writeArrayPropertyStart(property);
            names.stream().sorted().forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private static Set<String> names(JsonNode json, String property) {
        return json.path(property).valueStream().map(JsonNode::asString).collect(Collectors.toUnmodifiableSet());
    }

    private static AlertRule rule(JsonNode json) {
        String holdFor = text(json, "for");
        String keepFiringFor = text(json, "keep_firing_for");
        return new AlertRule(
                text(json, "name"),
                oneOf(Severity.class, text(json, "severity")),
                text(json, "owner"),
                text(json, "summary"),
                text(json, "runbook"),
                HoldFor.parse(holdFor).orElseThrow(() -> new IllegalArgumentException("for: " + holdFor)),
                Durations.parse(keepFiringFor)
                        .orElseThrow(() -> new IllegalArgumentException("keep_firing_for: " + keepFiringFor)),
                oneOf(AlertRule.Scope.class, text(json, "scope")),
                json.required("kpis")
                        .valueStream()
                        .map(kpi -> new KpiId(kpi.stringValue()))
                        .collect(Collectors.toSet()),
                text(json, "place"),
                new AlertRule.Inhibition(names(json, "inhibits"), names(json, "equal")),
                new AlertRule.Levels(rises(json), json.path("clear").asString("")));
    }

    private static List<AlertRule.Rise> rises(JsonNode json) {
        return Arrays.stream(Severity.values())
                .filter(severity -> json.has("rises_to_" + severity))
                .map(severity -> new AlertRule.Rise(severity, text(json, "rises_to_" + severity)))
                .toList();
    }

    static void writeFigures(JsonGenerator json, Breach.Figures figures) {
        json.writeStartObject();
        json.writeStringProperty("kpi", figures.kpi().value());
        json.writeStringProperty("unit", lowerCase(figures.unit()));
        Json.writeFigure(json, "value", figures.value());
        Json.writeFigure(json, "expected", figures.expected());
        Json.writeFigure(json, "low", figures.low());
        Json.writeFigure(json, "high", figures.high());
        Json.writeFigure(json, "sample", figures.sample());
        json.writeEndObject();
    }

    static Breach.Figures figures(JsonNode json) {
        return new Breach.Figures(
                new KpiId(text(json, "kpi")),
                oneOf(Unit.class, text(json, "unit")),
                Json.figure(json.required("value")),
                Json.figure(json.required("expected")),
                Json.figure(json.required("low")),
                Json.figure(json.required("high")),
                Json.figure(json.required("sample")));
    }

    private static String text(JsonNode json, String name) {
        return json.required(name).stringValue();
    }

    static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E oneOf(Class<E> type, String written) {
        return Enum.valueOf(type, written.toUpperCase(Locale.ROOT));
    }
}
