package dev.bellwether.notify;

import dev.bellwether.notify.MailView.Affected;
import dev.bellwether.notify.MailView.AlertView;
import dev.bellwether.notify.MailView.Fact;
import java.util.List;
import java.util.Map;

/** A mail's words under the names the template calls them by: Thymeleaf reads maps twice as fast as it calls methods. */
final class TemplateData {

    private TemplateData() {}

    static Map<String, Object> of(MailView mail) {
        return Map.of(
                "subject", mail.subject(),
                "badge", mail.badge(),
                "headline", mail.headline(),
                "counts", mail.counts(),
                "hasCounts", !mail.counts().isEmpty(),
                "alerts", mail.alerts().stream().map(TemplateData::of).toList(),
                "more", mail.more(),
                "hasMore", !mail.more().isEmpty(),
                "footer", facts(mail.footer()));
    }

    private static Map<String, Object> of(AlertView alert) {
        return Map.ofEntries(
                Map.entry("badge", alert.badge()),
                Map.entry("colour", colour(alert.tone())),
                Map.entry("isNew", alert.isNew()),
                Map.entry("summary", alert.summary()),
                Map.entry("figure", alert.figure()),
                Map.entry("against", alert.against()),
                Map.entry("facts", facts(alert.facts())),
                Map.entry("hasConditions", !alert.conditions().isEmpty()),
                Map.entry(
                        "conditions",
                        alert.conditions().stream()
                                .map(seen -> Map.of("written", seen.written(), "saw", seen.saw()))
                                .toList()),
                Map.entry("hasAffected", !alert.affected().rows().isEmpty()),
                Map.entry("affected", of(alert.affected())));
    }

    private static List<Map<String, Object>> facts(List<Fact> facts) {
        return facts.stream()
                .map(fact -> Map.<String, Object>of(
                        "name", fact.name(),
                        "value", fact.value(),
                        "link", fact.link(),
                        "plain", fact.link().isEmpty()))
                .toList();
    }

    private static Map<String, Object> of(Affected affected) {
        return Map.of(
                "title", affected.title(),
                "columns", affected.columns(),
                "rows", affected.rows(),
                "more", affected.more());
    }

    /** Dark enough for white letters on it, in both colour schemes. */
    private static String colour(String tone) {
        return switch (tone) {
            case "critical" -> "#b42318";
            case "high" -> "#b54708";
            case "warning" -> "#8a6100";
            case "resolved" -> "#0f7b4f";
            default -> "#1f5fa8";
        };
    }
}
