package dev.bellwether.rules;

import dev.bellwether.drl.EngineMessage;
import dev.bellwether.drl.ParsedFile;
import dev.bellwether.drl.RuleDraft;
import dev.bellwether.drl.RuleFile;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import dev.bellwether.rules.Compilation.Complaint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a person which rule and line the engine complains of. The engine itself often knows neither (it compiles
 * generated Java), and stops at the first few mistakes. So a rule that is found out is taken away and the rest compiled
 * again until nothing is left to complain of.
 */
final class EngineProblems {

    private static final Pattern GENERATED_NAME = Pattern.compile("(\\$?\\w+) cannot be resolved");
    private final List<ParsedFile> files;
    private final List<RuleDraft> drafts;
    private final Problems problems;
    private final Set<RuleDraft> guilty = new LinkedHashSet<>();
    private final Set<String> told = new HashSet<>();

    private EngineProblems(List<ParsedFile> files, List<RuleDraft> drafts, Problems problems) {
        this.files = files;
        this.drafts = drafts;
        this.problems = problems;
    }

    /** @param drafts the rules to compile; others that stand in {@code files} are left out */
    static void find(List<ParsedFile> files, List<RuleDraft> drafts, Problems problems) {
        new EngineProblems(files, drafts, problems).find();
    }

    private void find() {
        List<Complaint> complaints = complaintsAbout(innocent());
        while (!complaints.isEmpty()) {
            int before = guilty.size();
            complaints.forEach(this::blame);
            if (guilty.size() == before) {
                blameOneOf(innocent());
            }
            if (guilty.size() == before) {
                complaints.forEach(complaint -> tell(Location.of("rules"), complaint.message()));
                return; // each rule compiles by itself, so all that is left is what the engine said of them together
            }
            complaints = complaintsAbout(innocent());
        }
    }

    private List<RuleDraft> innocent() {
        return drafts.stream().filter(draft -> !guilty.contains(draft)).toList();
    }

    private List<Complaint> complaintsAbout(List<RuleDraft> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        try (var compilation =
                Compilation.of(files.stream().map(file -> file.only(wanted)).toList())) {
            return compilation.complaints();
        }
    }

    private void blame(Complaint complaint) {
        EngineMessage message = complaint.message();
        culprit(complaint).ifPresent(draft -> {
            guilty.add(draft);
            tell(place(draft, message), message);
        });
    }

    private Optional<RuleDraft> culprit(Complaint complaint) {
        EngineMessage message = complaint.message();
        if (complaint.text() >= 0 && message.line().isPresent()) {
            RuleFile file = files.get(complaint.text()).file();
            int line = message.line().getAsInt();
            return innocent().stream()
                    .filter(draft -> draft.file().equals(file))
                    .filter(draft ->
                            draft.line() <= line && line <= draft.descr().getEndLine())
                    .findFirst();
        }
        return snippet(message).flatMap(snippet -> innocent().stream()
                .filter(draft -> lineOf(draft, snippet).isPresent())
                .findFirst());
    }

    /** Halves the rules until the one is left that does not compile. */
    private void blameOneOf(List<RuleDraft> suspects) {
        List<RuleDraft> rest = suspects;
        List<Complaint> complaints = complaintsAbout(rest);
        while (rest.size() > 1) {
            List<RuleDraft> half = rest.subList(0, rest.size() / 2);
            List<Complaint> ofHalf = complaintsAbout(half);
            rest = ofHalf.isEmpty() ? rest.subList(rest.size() / 2, rest.size()) : half;
            complaints = ofHalf.isEmpty() ? complaintsAbout(rest) : ofHalf;
        }
        if (rest.size() == 1 && !complaints.isEmpty()) {
            RuleDraft draft = rest.get(0);
            guilty.add(draft);
            complaints.forEach(complaint -> tell(place(draft, complaint.message()), complaint.message()));
        }
    }

    private void tell(Location place, EngineMessage message) {
        if (told.add(place + message.text())) {
            problems.add(place, message.text(), message.mend());
        }
    }

    private Location place(RuleDraft draft, EngineMessage message) {
        Optional<Integer> quoted = snippet(message).flatMap(snippet -> lineOf(draft, snippet));
        int line = message.line().orElse(0);
        boolean isInside = draft.line() < line && line <= draft.descr().getEndLine();
        return draft.file().at(quoted.orElse(isInside ? line : draft.line()));
    }

    private static Optional<String> snippet(EngineMessage message) {
        Matcher generated = GENERATED_NAME.matcher(message.text());
        return message.quotedExpression()
                .or(() -> generated.find() ? Optional.of(generated.group(1)) : Optional.empty());
    }

    private static Optional<Integer> lineOf(RuleDraft draft, String snippet) {
        List<String> lines = draft.file().lines(draft.line(), draft.descr().getEndLine());
        String wanted = snippet.replaceAll("\\s+", "");
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!wanted.isEmpty() && lines.get(i).replaceAll("\\s+", "").contains(wanted)) {
                found.add(draft.line() + i);
            }
        }
        return found.stream().findFirst();
    }
}
