package dev.bellwether.notify;

import dev.bellwether.notify.MailView.Affected;
import dev.bellwether.notify.MailView.Details;
import dev.bellwether.notify.MailView.Fact;
import dev.bellwether.notify.MailView.Row;
import java.util.List;
import java.util.Map;

/** A mail's words under the names the template calls them by: Thymeleaf reads maps twice as fast as it calls methods. */
final class TemplateData {

    private TemplateData() {}

    static Map<String, Object> of(MailView mail) {
        return Map.ofEntries(
                Map.entry("subject", mail.subject()),
                Map.entry("badge", mail.badge()),
                Map.entry("colour", colour(mail.tone())),
                Map.entry("mark", mail.mark()),
                Map.entry("headline", mail.headline()),
                Map.entry("lead", mail.lead()),
                Map.entry("counts", mail.counts()),
                Map.entry(
                        "tiles",
                        mail.tiles().stream()
                                .map(tile -> Map.of("name", tile.name(), "value", tile.value(), "note", tile.note()))
                                .toList()),
                Map.entry("impact", mail.impact()),
                Map.entry("trail", mail.trail()),
                Map.entry(
                        "chart",
                        mail.picture().contentId().isEmpty()
                                ? ""
                                : "cid:" + mail.picture().contentId()),
                Map.entry("chartText", mail.picture().text()),
                Map.entry("chartLegend", mail.picture().legend()),
                Map.entry("actions", facts(mail.actions())),
                Map.entry("details", of(mail.details())),
                Map.entry("listTitle", mail.listTitle()),
                Map.entry("rows", mail.rows().stream().map(TemplateData::of).toList()),
                Map.entry("more", mail.more()),
                Map.entry("footer", facts(mail.footer())),
                Map.entry("feedback", facts(mail.feedback())));
    }

    private static Map<String, Object> of(Details details) {
        return Map.of(
                "originTitle", details.origin().title(),
                "originColumns", details.origin().columns(),
                "originRows", details.origin().rows(),
                "originSentences", details.origin().sentences(),
                "affected", of(details.affected()),
                "conditions",
                        details.conditions().stream()
                                .map(seen -> Map.of("written", seen.written(), "saw", seen.saw()))
                                .toList(),
                "steps", details.steps(),
                "facts", facts(details.facts()));
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

    private static Map<String, Object> of(Row row) {
        return Map.of(
                "badge", row.badge(),
                "colour", colour(row.tone()),
                "isNew", row.isNew(),
                "what", row.what(),
                "figures", row.figures(),
                "link", row.link(),
                "plain", row.link().isEmpty());
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
            case "plain" -> "#55606e";
            default -> "#1f5fa8";
        };
    }
}
