package dev.bellwether.drl;

import dev.bellwether.alert.HoldFor;
import dev.bellwether.drl.RuleDraft.Raises;
import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Location;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether annotations speak of rules, labels, figures and pages that exist. */
final class RemarkCheck {

    private static final Set<String> GROUP_FIGURES = Set.of("count");

    private final RuleSet set;
    private final Findings findings;

    RemarkCheck(RuleSet set, Findings findings) {
        this.set = set;
        this.findings = findings;
    }

    void check() {
        for (RuleDraft draft : set.rules()) {
            Set<KpiId> kpis = set.kpisOf(draft);
            checkSummary(draft, kpis);
            checkInhibition(draft, kpis);
            checkHold(draft, kpis);
            checkRunbook(draft);
        }
    }

    private void checkSummary(RuleDraft draft, Set<KpiId> kpis) {
        if (draft.raises() == Raises.MISTAKEN || kpis.isEmpty()) {
            return; // told of already, and what the summary may name depends on it
        }
        List<String> known = new ArrayList<>(draft.raises() == Raises.SNAPSHOT ? Field.names() : GROUP_FIGURES);
        known.addAll(set.dimensionsOf(kpis));
        for (String name : draft.remarks().summary().names()) {
            if (!known.contains(name)) {
                findings.mistakes()
                        .add(
                                place(draft, "summary", name),
                                "unknown placeholder {{" + name + "}}",
                                DidYouMean.sentence(name, known));
            }
        }
    }

    private void checkInhibition(RuleDraft draft, Set<KpiId> kpis) {
        var inhibition = draft.remarks().inhibition();
        inhibition.alertnames().stream().sorted().forEach(name -> checkInhibited(draft, name));
        Set<String> dimensions = set.dimensionsOf(kpis);
        for (String label : inhibition.equal()) {
            if (!dimensions.isEmpty() && !dimensions.contains(label)) {
                findings.mistakes()
                        .add(
                                place(draft, "equal", label),
                                "unknown label \"" + label + "\"",
                                DidYouMean.sentence(label, dimensions));
            }
        }
    }

    private void checkInhibited(RuleDraft draft, String alertname) {
        Location place = place(draft, "inhibits", alertname);
        Optional<RuleDraft> other = set.rule(alertname);
        if (alertname.equals(draft.name())) {
            findings.mistakes()
                    .add(place, "rule \"" + draft.name() + "\" inhibits itself", "name the symptoms that it explains");
        } else if (other.isEmpty() && set.isComplete()) {
            findings.mistakes()
                    .add(
                            place,
                            "there is no rule \"" + alertname + "\"",
                            DidYouMean.sentence(alertname, set.ruleNames()));
        } else if (other.isPresent() && inhibits(other.get(), draft) && isBefore(other.get(), draft)) {
            findings.mistakes()
                    .add(
                            place,
                            "\"" + draft.name() + "\" and \"" + alertname + "\" inhibit each other,"
                                    + " so that nobody would hear of either",
                            "keep @inhibits with the cause, and remove it from the symptom");
        }
    }

    private static boolean inhibits(RuleDraft rule, RuleDraft other) {
        return rule.remarks().inhibition().alertnames().contains(other.name());
    }

    /** So that a pair is told of once. */
    private boolean isBefore(RuleDraft rule, RuleDraft other) {
        return set.all().indexOf(rule) < set.all().indexOf(other);
    }

    private void checkHold(RuleDraft draft, Set<KpiId> kpis) {
        Optional<Duration> grain = kpis.stream()
                .flatMap(id -> set.kpi(id.value()).stream())
                .map(Kpi::grain)
                .map(Grain::length)
                .max(Comparator.naturalOrder());
        if (draft.remarks().holdFor() instanceof HoldFor.Lasting hold
                && !hold.duration().isZero()
                && grain.isPresent()
                && hold.duration().compareTo(grain.get()) < 0) {
            String length = Durations.write(grain.get());
            findings.hints()
                    .add(
                            place(draft, "for", ""),
                            "@for(\"" + hold + "\") is shorter than the grain of " + length
                                    + ": it fires at the second bad reading, " + length + " after the first",
                            "write @for(\"" + length + "\"), or leave it out to fire at the first");
        }
    }

    /** A page on the web is not looked at; a file is where the rules' own directory lies, or where we are run. */
    private void checkRunbook(RuleDraft draft) {
        String runbook = draft.remarks().runbook();
        String file = runbook.replaceFirst("#.*", "");
        if (file.isBlank() || file.matches("[a-zA-Z][a-zA-Z+.-]*://.*")) {
            return;
        }
        Path home = Optional.ofNullable(
                        set.directory().toAbsolutePath().normalize().getParent())
                .orElse(set.directory());
        if (!exists(home, file) && !exists(Path.of(""), file)) {
            findings.runbooks()
                    .add(
                            place(draft, "runbook", ""),
                            "there is no file " + file,
                            "write it, so that people know what to do first; paths begin beside the rules' directory");
        }
    }

    private static boolean exists(Path home, String file) {
        try {
            return Files.isRegularFile(home.resolve(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Location place(RuleDraft draft, String annotation, String word) {
        return RemarksReader.place(draft.file(), draft.descr(), annotation, word);
    }
}
