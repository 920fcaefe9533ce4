package dev.bellwether.drl;

import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a table, a rule in each row, into DRL, which is then treated as any rule file; a mistake in a line of it is told
 * of the cell that the line was made from.
 *
 * <p>Columns: {@code name}, {@code kpi}, the annotations in snake_case, {@code note}, and conditions: {@code sample >=},
 * {@code z <=} and so on with what to compare with in the cells; a label's name, such as {@code market}, with one or
 * more values divided by {@code |}; {@code when} with whole conditions. An empty cell asks nothing. A rule's name comes
 * from its cell, never from its row, so that alerts stay the same when rows move.
 */
final class TableRules {

    private static final Map<String, String> ANNOTATIONS = annotations();
    private static final String NOTE = "note";
    private static final Set<String> OWN = Set.of("name", "kpi", NOTE, "when");
    private static final Pattern COMPARISON = Pattern.compile("(.+?)\\s*(==|!=|<=|>=|<|>)");
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final Problems problems;
    private final StringBuilder drl = new StringBuilder();
    private final List<Location> places = new ArrayList<>();

    private TableRules(Problems problems) {
        this.problems = problems;
    }

    private static Map<String, String> annotations() {
        Map<String, String> names = new LinkedHashMap<>();
        List.of("severity", "owner", "for", "summary", "runbook", "inhibits", "equal")
                .forEach(name -> names.put(name, name));
        names.put("keep_firing_for", "keepFiringFor");
        return names;
    }

    /** The rules of all tables of a file as DRL, or nothing when a table has a mistake. */
    static Optional<RuleFile> of(String file, List<Table> tables, Problems problems) {
        int before = problems.size();
        var rules = new TableRules(problems);
        tables.forEach(rules::write);
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new RuleFile(file, rules.drl.toString(), rules.places));
    }

    private void write(Table table) {
        if (table.rows().size() < 2) {
            problems.add(table.place(), "holds no rule", "write a head, name,kpi,severity,…, and a row for each rule");
            return;
        }
        int before = problems.size();
        List<TableCell> head = table.rows().get(0);
        checkHead(head);
        if (problems.size() == before) {
            table.rows().stream().skip(1).forEach(row -> write(head, row));
        }
    }

    private void checkHead(List<TableCell> head) {
        Set<String> seen = new HashSet<>();
        for (TableCell column : head) {
            if (column.flaw().isPresent()) {
                problems.add(column.flaw().get());
                continue;
            }
            boolean isKnown = OWN.contains(column.text()) || ANNOTATIONS.containsKey(column.text());
            if (!isKnown
                    && !COMPARISON.matcher(column.text()).matches()
                    && !LABEL.matcher(column.text()).matches()) {
                List<String> known = new ArrayList<>(ANNOTATIONS.keySet());
                known.addAll(OWN);
                problems.add(
                        column.place(),
                        "\"" + column.text() + "\" is no column",
                        "a condition ends in its comparison, like sample >=; "
                                + DidYouMean.sentence(column.text(), known));
            } else if (!seen.add(column.text()) && !column.text().equals("when")) {
                problems.add(column.place(), "there are two columns \"" + column.text() + "\"", "keep one");
            }
        }
        for (String needed : List.of("name", "kpi")) {
            if (!seen.contains(needed)) {
                problems.add(head.get(0).place(), "has no column \"" + needed + "\"", "a rule needs a name and a KPI");
            }
        }
    }

    private void write(List<TableCell> head, List<TableCell> row) {
        Location start = row.get(0).place();
        if (row.size() > head.size()) {
            String mend = start.sheet().isEmpty() ? "a comma goes in quotes" : "what stands beside the table goes away";
            problems.add(start, "has " + row.size() + " cells, the head has " + head.size(), mend);
            return;
        }
        if (hasFlaw(head, row)) {
            return;
        }
        Map<String, TableCell> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            cells.merge(head.get(i).text(), row.get(i), (one, other) -> one.isEmpty() ? other : one);
        }
        TableCell name = cells.getOrDefault("name", TableCell.of("", start));
        TableCell kpi = cells.getOrDefault("kpi", TableCell.of("", start));
        if (name.isEmpty() || kpi.isEmpty()) {
            String needed = name.isEmpty() ? "name" : "kpi";
            problems.add(cells.getOrDefault(needed, row.get(0)).place(), "has no " + needed, "fill in the cell");
            return;
        }
        add("rule " + quoted(name.text()), name.place());
        ANNOTATIONS.forEach((column, annotation) -> Optional.ofNullable(cells.get(column))
                .filter(cell -> !cell.isEmpty())
                .ifPresent(cell -> add("  @" + annotation + "(" + quoted(cell.text()) + ")", cell.place())));
        LevelsReader.names().stream().forEach(level -> Optional.ofNullable(cells.get(level))
                .filter(cell -> !cell.isEmpty())
                .ifPresent(cell -> add("  @" + level + "( " + cell.text() + " )", cell.place())));
        add("when", start);
        add("  $s : Snapshot( kpi == " + quoted(kpi.text()), kpi.place());
        for (int i = 0; i < row.size(); i++) {
            String column = head.get(i).text();
            if (!row.get(i).isEmpty() && !isNoCondition(column)) {
                add("    , " + condition(column, row.get(i).text()), row.get(i).place());
            }
        }
        add("  )", start);
        add("then breaches.raise($s); end", start);
        add("", start);
    }

    /** What nobody reads may be as it likes. */
    private boolean hasFlaw(List<TableCell> head, List<TableCell> row) {
        int before = problems.size();
        for (int i = 0; i < row.size(); i++) {
            if (!head.get(i).text().equals(NOTE)) {
                row.get(i).flaw().ifPresent(problems::add);
            }
        }
        return problems.size() > before;
    }

    private static boolean isNoCondition(String column) {
        return LevelsReader.names().contains(column)
                || ANNOTATIONS.containsKey(column)
                || OWN.contains(column) && !column.equals("when");
    }

    private static String condition(String column, String cell) {
        if (column.equals("when")) {
            return cell;
        }
        Matcher comparison = COMPARISON.matcher(column);
        if (!comparison.matches()) {
            return values("label(\"" + column + "\")", cell);
        }
        boolean isText =
                comparison.group(1).equals("weekday") || comparison.group(1).startsWith("label(");
        boolean isQuoted =
                isText && !cell.startsWith("\"") && !NUMBER.matcher(cell).matches();
        return comparison.group(1) + " " + comparison.group(2) + " " + (isQuoted ? quoted(cell) : cell);
    }

    private static String values(String label, String cell) {
        List<String> values = Pattern.compile("\\|")
                .splitAsStream(cell)
                .map(String::strip)
                .map(TableRules::quoted)
                .toList();
        return values.size() == 1 ? label + " == " + values.get(0) : label + " in (" + String.join(", ", values) + ")";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void add(String line, Location place) {
        drl.append(line).append('\n');
        places.add(place);
    }
}
