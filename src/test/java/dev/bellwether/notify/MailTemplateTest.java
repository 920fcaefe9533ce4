package dev.bellwether.notify;

import static dev.bellwether.notify.SampleNotifications.outage;
import static dev.bellwether.notify.SampleNotifications.payment;
import static dev.bellwether.notify.SampleNotifications.resolved;
import static dev.bellwether.notify.SampleNotifications.shipping;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Condition;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.MarketCalendar;
import dev.bellwether.kpi.Markets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTemplateTest {

    private final MailTemplate template =
            new MailTemplate(SampleNotifications.MARKETS, "https://git.example.com/ops/blob/main/");

    private Message mail(NotifyReason reason, Alert... alerts) {
        return template.render(SampleNotifications.of(reason, alerts));
    }

    @Test
    void leadsTheSubjectWithSeverityMarketAndPlainWords() {
        assertThat(mail(NotifyReason.FIRST, shipping("ES", "correo")).subject())
                .isEqualTo(
                        "[CRITICAL] Spain: shipment within promise probability (correo) 95 % → 45 % since Sun 07:35");
        assertThat(mail(NotifyReason.FIRST, outage(3)).subject())
                .isEqualTo("[CRITICAL] cainiao fails in 3 markets: BR, ES, PL");
    }

    @Test
    void namesTheFirstOfSeveralAndCountsTheOthers() {
        assertThat(mail(NotifyReason.FIRST, payment("ES"), shipping("ES", "correo"), shipping("ES", "seur"))
                        .subject())
                .isEqualTo("[CRITICAL] Spain: payment failure ratio (adyen) 4.1 % → 21 % since Sun 08:05 and 2 more");
    }

    @Test
    void saysResolvedOnlyWhenNothingFiresAnyMore() {
        Alert over = resolved(shipping("ES", "correo"));

        assertThat(mail(NotifyReason.RESOLVED, over).subject()).startsWith("[RESOLVED] Spain: ");
        assertThat(mail(NotifyReason.RESOLVED, payment("ES"), over).subject()).startsWith("[HIGH] Spain: ");
    }

    @Test
    void keepsTheSubjectOnOneShortLine() {
        Message mail = mail(
                NotifyReason.FIRST,
                saying("Spain\r\nBcc: all@example.com\u202Eevil\u0000 " + "very ".repeat(60) + "long"),
                payment("ES"));

        assertThat(mail.subject())
                .doesNotContain("\r", "\n", "\u202E", "\u0000")
                .hasSizeLessThanOrEqualTo(90)
                .contains("95 % → 45 %")
                .endsWith(" and 1 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "html"})
    void tellsTheSameInBothParts(String part) {
        Message mail = mail(NotifyReason.FIRST, shipping("ES", "correo"));
        String body = part.equals("text")
                ? mail.text()
                : mail.html().replace("&lt;", "<").replace("&gt;", ">");

        assertThat(body)
                .contains("in Spain (correo) fell from the usual 95.1 % to 45.3 % since Sun 22 Nov 07:35 in Spain"
                        + " (06:35 UTC).")
                .contains("−49.8 points", "−52 %", "91.2 % to 98.0 %")
                .contains("Sun 22 Nov 07:35 in Spain (06:35 UTC), for 3 h 55 min")
                .contains("1,712", "critical", "logistics-ops", "carrier=correo, market=ES")
                .contains("https://git.example.com/ops/blob/main/docs/runbooks/shipping-delay-spike.md")
                .contains("delta <= -0.08", "delta = -0.498", "z <= -2.3", "z = -9.4")
                .contains("ShippingDelaySpike", "rules/logistics.drl:14")
                .contains("Why you receive this", "the first mail about this group", "market=ES");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "html"})
    void saysHowLongAResolvedAlertLastedAndItsLastValue(String part) {
        Message mail = mail(NotifyReason.RESOLVED, resolved(shipping("ES", "correo")));

        assertThat(part.equals("text") ? mail.text() : mail.html())
                .contains("RESOLVED", "came back to what its rule allows after 3 h 55 min; at worst it was 45.3 %")
                .contains("Sun 22 Nov 11:30 in Spain (10:30 UTC)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "html"})
    void listsWhatAGroupRuleJoined(String part) {
        Message mail = mail(NotifyReason.FIRST, outage(40));

        assertThat(part.equals("text") ? mail.text() : mail.html())
                .contains("Affected (40)", "CN-0", "CN-14", "and 25 more")
                .doesNotContain("CN-15")
                .doesNotContain("Usual");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "html"})
    void marksWhatIsNew(String part) {
        Message first = mail(NotifyReason.FIRST, shipping("ES", "correo"), payment("ES"));
        Message second = template.render(SampleNotifications.withNews(
                SampleNotifications.of(NotifyReason.NEW_ALERTS, shipping("ES", "correo"), payment("ES")),
                payment("ES")));

        assertThat(part.equals("text") ? first.text() : first.html()).doesNotContain("NEW");
        assertThat(part.equals("text") ? second.text() : second.html()).containsOnlyOnce("NEW");
    }

    @Test
    void takesRuleTextForDataInHtmlAndLeavesItAsItIsInText() { // 44
        String hostile = "<script>alert(\"x\")</script> & 'b' [[${7*191}]] [(${7*191})] __${7*191}__";
        Message mail = mail(NotifyReason.FIRST, saying(hostile));

        assertThat(mail.text()).contains(hostile);
        assertThat(mail.html())
                .doesNotContain("<script")
                .doesNotContain("1337")
                .contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;b&#39; [[${7*191}]]");
    }

    @Test
    void saysWhatKindOfDayItWas() {
        var calendar = new MarketCalendar((market, day) -> Optional.of("Saint Cecilia"), List.of(), List.of());
        var markets = new Markets(SampleNotifications.MARKETS.all(), calendar);
        var notification = SampleNotifications.of(NotifyReason.FIRST, shipping("ES", "correo"));

        assertThat(new MailTemplate(markets, "").render(notification).text()).containsPattern("Day: +Saint Cecilia");
        assertThat(mail(NotifyReason.FIRST, shipping("ES", "correo")).text()).doesNotContain("Day:");
    }

    @Test
    void linksOnlyToTheWeb() {
        assertThat(new MailTemplate(Markets.NONE, "")
                        .render(SampleNotifications.of(NotifyReason.FIRST, shipping("ES", "correo")))
                        .html())
                .contains("docs/runbooks/shipping-delay-spike.md")
                .doesNotContain("href");
        assertThat(mail(NotifyReason.FIRST, withRunbook("javascript:alert(1)")).html())
                .doesNotContain("href=\"javascript");
        assertThat(mail(NotifyReason.FIRST, payment("ES")).html())
                .contains("href=\"https://wiki.example.com/runbooks/payments\"");
    }

    @Test
    void loadsNothingFromElsewhere() {
        assertThat(mail(NotifyReason.FIRST, shipping("ES", "correo"), outage(40))
                        .html())
                .doesNotContain("<img", "<link", "@import", "url(", "src=", "<script");
    }

    @Test
    void bringsEveryScriptThrough() { // 21
        String many = "Größe, Жираф, 漢字, עברית, 🦒👩‍🚀";
        Message mail = mail(NotifyReason.FIRST, saying(many));

        assertThat(mail(NotifyReason.FIRST, payment(many)).subject()).contains(many);
        assertThat(mail.text()).contains(many);
        assertThat(mail.html()).contains(many);
    }

    @Test
    void keepsOneLineOneLineInTheText() {
        Message mail = mail(NotifyReason.FIRST, saying("fine\n\n--\nWhy you receive this\n  Receiver: evil"));

        assertThat(mail.text().lines())
                .filteredOn(line -> line.equals("Why you receive this"))
                .hasSize(1);
    }

    private static Alert saying(String summary) {
        Breach breach = shipping("ES", "correo").latest();
        return SampleNotifications.firing(new Breach(
                breach.rule(),
                Labels.of("market", "ES", "note", summary),
                breach.at(),
                breach.figures(),
                "Spain " + summary,
                List.of(new Condition(summary, summary)),
                List.of()));
    }

    private static Alert withRunbook(String runbook) {
        Breach breach = shipping("ES", "correo").latest();
        AlertRule rule = breach.rule();
        return SampleNotifications.firing(new Breach(
                new AlertRule(
                        rule.name(),
                        rule.severity(),
                        rule.owner(),
                        rule.summary(),
                        runbook,
                        rule.holdFor(),
                        rule.keepFiringFor(),
                        rule.scope(),
                        rule.kpis(),
                        rule.place()),
                breach.labels(),
                breach.at(),
                breach.figures(),
                breach.summary(),
                breach.conditions(),
                breach.evidence()));
    }
}
