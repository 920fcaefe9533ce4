package dev.bellwether.drl;

import dev.bellwether.alert.AlertRule.Inhibition;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Severity;
import dev.bellwether.kpi.Durations;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Reads a rule's annotations. */
final class RemarksReader {

    /** Each with an example that a message can show. */
    private static final Map<String, String> REQUIRED = Map.of(
            "severity", "@severity(\"critical\")",
            "owner", "@owner(\"logistics-ops\")",
            "summary", "@summary(\"{{market}}: {{value}}, expected {{expected}}\")",
            "runbook", "@runbook(\"docs/runbooks/shipping-delay.md\")");

    private static final List<String> OPTIONAL = List.of("for", "keepFiringFor", "inhibits", "equal");

    private static final Pattern ALERTNAME = Pattern.compile("[A-Z][A-Za-z0-9]*");
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_]*");

    private final RuleFile file;
    private final RuleDescr rule;
    private final Scope scope;
    private final Problems problems;

    private RemarksReader(RuleFile file, RuleDescr rule, Scope scope, Problems problems) {
        this.file = file;
        this.rule = rule;
        this.scope = scope;
        this.problems = problems;
    }

    static RuleDraft.Remarks read(RuleFile file, RuleDescr rule, Scope scope, Problems problems) {
        return new RemarksReader(file, rule, scope, problems).read();
    }

    private RuleDraft.Remarks read() {
        rule.getAnnotations().forEach(this::check);
        String summary = required("summary");
        var template = SummaryTemplate.of(summary);
        template.mistake()
                .ifPresent(
                        mistake -> problems.add(place("summary"), "@summary " + mistake, "write it like {{market}}"));
        Severity severity =
                parsed("severity", required("severity"), RemarksReader::severity, severities(), Severity.INFO);
        return new RuleDraft.Remarks(
                severity,
                required("owner"),
                template,
                summary,
                required("runbook"),
                parsed("for", value("for"), HoldFor::parse, HoldFor.examples(), HoldFor.AT_ONCE),
                parsed(
                        "keepFiringFor",
                        value("keepFiringFor"),
                        RemarksReader::duration,
                        List.of("30m", "6h", "2d"),
                        Duration.ZERO),
                new Inhibition(
                        parsed(
                                "inhibits",
                                value("inhibits"),
                                text -> names(text, ALERTNAME),
                                List.of("\"GmvDrop\"", "\"GmvDrop, TrafficDrop\""),
                                Set.of()),
                        parsed(
                                "equal",
                                value("equal"),
                                text -> names(text, LABEL),
                                List.of("\"market\"", "\"market, carrier\""),
                                Set.of())),
                LevelsReader.read(file, rule, scope, severity, problems));
    }

    private void check(AnnotationDescr annotation) {
        String name = annotation.getName();
        boolean isCondition = LevelsReader.names().contains(name);
        if (!REQUIRED.containsKey(name) && !OPTIONAL.contains(name) && !isCondition) {
            List<String> known = Stream.of(REQUIRED.keySet(), OPTIONAL, LevelsReader.names())
                    .flatMap(Collection::stream)
                    .toList();
            problems.add(place(name), "unknown annotation @" + name, DidYouMean.sentence(name, known));
        } else if (annotation.isDuplicated()) {
            problems.add(place(name), "@" + name + " stands here twice", "keep one");
        } else if (annotation.getValueMap().size() > 1 && !isCondition) {
            problems.add(place(name), "@" + name + " takes one text in quotes", "write it like @for(\"2 of 3\")");
        }
    }

    private String required(String name) {
        String value = value(name);
        if (value.isBlank()) {
            problems.add(
                    place(name),
                    (rule.hasAnnotation(name) ? "@" + name + " is empty" : "has no @" + name) + " in rule \""
                            + rule.getName() + "\"",
                    "write it like " + REQUIRED.get(name));
        }
        return value;
    }

    private <T> T parsed(
            String name, String text, Function<String, Optional<T>> parser, List<String> examples, T fallback) {
        if (text.isBlank()) {
            if (OPTIONAL.contains(name) && rule.hasAnnotation(name)) {
                problems.add(place(name), "@" + name + " is empty", like(examples));
            }
            return fallback;
        }
        return parser.apply(text).orElseGet(() -> {
            problems.add(place(name), "@" + name + "(\"" + text + "\") cannot be read", like(examples));
            return fallback;
        });
    }

    private static String like(List<String> examples) {
        int last = examples.size() - 1;
        return "write it like " + String.join(", ", examples.subList(0, last)) + " or " + examples.get(last);
    }

    private static Optional<Duration> duration(String text) {
        return Durations.parse(text);
    }

    /** {@code GmvDrop, TrafficDrop}. */
    private static Optional<Set<String>> names(String text, Pattern form) {
        List<String> names =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        return names.stream().allMatch(name -> form.matcher(name).matches())
                ? Optional.of(Set.copyOf(names))
                : Optional.empty();
    }

    private static Optional<Severity> severity(String text) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.toString().equals(text))
                .findFirst();
    }

    private static List<String> severities() {
        return Arrays.stream(Severity.values())
                .map(severity -> severity.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The text without its quotes; empty when there is none. */
    private String value(String name) {
        AnnotationDescr annotation = rule.getAnnotation(name);
        Object value = annotation == null ? null : annotation.getSingleValue();
        if (value == null) {
            return "";
        }
        String text = value.toString().strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\([\"\\\\])", "$1") : text;
    }

    private Location place(String name) {
        return place(file, rule, name, "");
    }

    /**
     * The parser forgets where an annotation stands, so its name is looked for between the rule and its conditions.
     *
     * @param word in the annotation; empty for the annotation itself
     */
    static Location place(RuleFile file, RuleDescr rule, String name, String word) {
        String code = file.code();
        int start = Math.min(Math.max(0, rule.getStartCharacter()), code.length());
        int end = rule.getLhs() == null ? rule.getEndCharacter() : rule.getLhs().getStartCharacter();
        if (end <= start) {
            end = Math.max(start, rule.getEndCharacter());
        }
        String head = code.substring(start, Math.min(end, code.length()));
        Matcher annotation =
                Pattern.compile("@\\s*" + Pattern.quote(name) + "\\b").matcher(head);
        if (!annotation.find()) {
            return file.at(rule.getLine());
        }
        Matcher inside = Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(head);
        boolean isFound = !word.isEmpty() && inside.find(annotation.end());
        return file.place(start + (isFound ? inside.start() : annotation.start()));
    }
}
