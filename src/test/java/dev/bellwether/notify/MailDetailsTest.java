package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Cause;
import dev.bellwether.alert.Kept;
import dev.bellwether.notify.Reader.Readers;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the mails of a marketplace say. */
class MailDetailsTest {

    private static final MailSettings SETTINGS = MailSamples.settings();

    static Set<String> samples() {
        return MailSamples.names();
    }

    private static Message mail(String sample) {
        return new MailTemplate(SETTINGS).render(MailSamples.of(sample).orElseThrow(), "ops@example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "firing        | [CRITICAL] Spain: parcels within promise (correo) 95 % → 45 % since Sun 07:00",
                "escalated     | [CRITICAL] Spain: parcels within promise (correo) 95 % → 45 % since Sun 07:00",
                "resolved      | [RESOLVED] Spain: parcels within promise (correo) back at 94 % after 10 h",
                "group         | [CRITICAL] cainiao fails in 3 markets: BR, ES, PL",
                "good-news     | [WARNING] Brazil: paid orders 1,905 → 4,210 since Sun 03:00",
                "unstable      | [UNSTABLE] Spain: payments that break on the way (card) 4.1 % → 21 % since Sun 07:00",
                "not-evaluated | [NOT JUDGED] Spain: parcels within promise (correo) no longer judged",
                "rule-removed  | [ENDED] Spain: parcels within promise (correo) no longer watched: its rule is gone",
                "digest        | [DIGEST] 4 markets, worst Spain: payments that break on the way 4.1 % → 21 % and 6 more"
            })
    void leadsTheSubjectWithMarketAndPlainWords(String sample, String subject) {
        assertThat(mail(sample).subject()).isEqualTo(subject);
    }

    @Test
    void saysWhatSeveralAlertsShare() {
        assertThat(mail("several").subject()).startsWith("[CRITICAL] Spain: ").endsWith(" and 3 more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "firing | Parcels within promise in Spain (correo) fell from the usual 95.1 % to 45.3 % since Sun 22 Nov 07:00 in Spain (06:00 UTC). That is bad: higher is better.",
                "firing | About 850 fewer parcels in time than usual among the 1,712 counted.",
                "resolved | Parcels within promise in Spain (correo) came back to 93.6 % after 10 h; at worst it was 45.6 %.",
                "good-news | Higher is better: good news, but check that capacity keeps up.",
                "escalated | Escalated: it has become worse.",
                "not-evaluated | Whether the trouble is over is not known.",
                "rule-removed | for its rule was removed.",
                "unstable | There will be no further mail until it keeps steady.",
                "silence-ended | What kept this quiet has ended, and it still fires.",
                "repeat | This is a reminder",
                "digest | 7 alerts in 4 markets that needed no mail of their own: 5 still firing, 2 over."
            })
    void saysItInBothParts(String sample, String words) {
        assertThat(mail(sample).text()).contains(words);
        assertThat(mail(sample).html()).contains(words);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void tellsTheSameWordsInBothParts(String sample) {
        Message mail = mail(sample);
        String words = mail.html()
                .replaceAll("(?s)<head>.*</head>", "")
                .replaceAll("(?s)<[^>]*>", "\n")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
        String text = mail.text();

        assertThat(words.lines()
                        .map(String::strip)
                        .filter(word -> !word.isEmpty() && !word.equals(":") && !word.equals("&#183;"))
                        .filter(word -> !word.startsWith("Line: value")))
                .allSatisfy(word -> assertThat(text).containsIgnoringCase(word));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void staysSmall(String sample) throws IOException {
        byte[] eml = new MailPreview(SETTINGS).eml(MailSamples.of(sample).orElseThrow());
        int picture = mail(sample).chart().map(chart -> chart.png().length).orElse(0);

        assertThat(picture).isLessThan(25 * 1024);
        assertThat(eml.length - picture * 4 / 3).isLessThan(80 * 1024);
    }

    @Test
    void drawsAChartThatIsSharpOnAPhone() throws IOException {
        Message.Chart chart = mail("firing").chart().orElseThrow();

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(chart.png()));

        assertThat(image.getWidth()).isEqualTo(2 * TrailChart.WIDTH);
        assertThat(colours(image)).contains(0xcfe0f5, 0xfbe3df, 0xffffff); // band, bad time, ground
        assertThat(mail("firing").html())
                .contains("src=\"cid:" + chart.contentId() + "\"")
                .contains("alt=\"Chart of parcels within promise, Thu 23:00 to Sun 11:00: usually 91.2 % to 98.0 %,"
                        + " bad from Sun 07:00, at worst 45.3 %.\"");
    }

    private static Set<Integer> colours(BufferedImage image) {
        int[] dots = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return java.util.Arrays.stream(dots)
                .map(dot -> dot & 0xffffff)
                .boxed()
                .collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void aBackgroundThatFailsStopsNoMail() {
        Background broken = new Background() {
            @Override
            public Optional<dev.bellwether.kpi.Kpi> kpi(dev.bellwether.kpi.KpiId id) {
                return Optional.empty();
            }

            @Override
            public Story of(dev.bellwether.alert.Alert alert, java.time.Instant at) {
                throw new IllegalStateException("the history is away");
            }
        };

        Message mail = new MailTemplate(SETTINGS.with(broken))
                .render(MailSamples.of("firing").orElseThrow());

        assertThat(mail.text()).contains("45.3 %");
        assertThat(mail.chart()).isEmpty();
    }

    @Test
    void tellsWhoIsAffectedAndWhoIsNot() {
        assertThat(mail("firing").text())
                .contains("Where it comes from: Spain as a whole, 95 % → 80 %")
                .contains("carrier correo, now 45.3 %, usual 95.1 %")
                .contains("Not affected: cainiao, dhl, seur.");
    }

    @Test
    void showsTheFirstStepsOfTheRunbook() {
        var settings = SETTINGS.with(new RunbookSteps(Path.of("")));

        Message mail =
                new MailTemplate(settings).render(MailSamples.of("firing").orElseThrow());

        assertThat(mail.text()).contains("What to do first", "  1. Which carriers and markets fell together?");
        assertThat(mail.text()).doesNotContain("](", "`");
    }

    @Test
    void readsNoRunbookOutsideItsFolder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("secret.md"), "1. The password is mellon");
        Path inner = Files.createDirectory(folder.resolve("runbooks"));

        assertThat(new RunbookSteps(inner).of("../secret.md")).isEmpty();
        assertThat(new RunbookSteps(inner).of(folder.resolve("secret.md").toString()))
                .isEmpty();
        assertThat(new RunbookSteps(folder).of("secret.md")).containsExactly("The password is mellon");
    }

    @Test
    void writesNumbersAndTimesAsTheReaderLikesThem() {
        var berlin = new Reader(Locale.GERMANY, Optional.of(ZoneId.of("America/New_York")));
        var settings = SETTINGS.with(new Readers(Map.of("anna@example.com", berlin), Reader.DEFAULT));
        var template = new MailTemplate(settings);
        Notification notification = MailSamples.of("firing").orElseThrow();

        Message annas = template.render(notification, "anna@example.com");
        Message others = template.render(notification, "ops@example.com");

        assertThat(annas.text()).contains("45,3 %", "of 1.712 counted", "since Sun 22 Nov 01:00 EST (06:00 UTC)");
        assertThat(annas.subject()).endsWith("since Sun 01:00");
        assertThat(others.text()).contains("45.3 %", "of 1,712 counted", "since Sun 22 Nov 07:00 in Spain (06:00 UTC)");
    }

    @Test
    @DisplayName("AC 44: one-click unsubscribe, only over HTTPS")
    void offersToUnsubscribe() {
        Notification notification = MailSamples.of("firing").orElseThrow();
        String https = new String(new MailPreview(SETTINGS).eml(notification), StandardCharsets.UTF_8);
        var plain = SETTINGS.with(new ConsoleLinks("http://localhost:8080", ""));
        String http = new String(new MailPreview(plain).eml(notification), StandardCharsets.UTF_8);

        assertThat(https)
                .contains("List-Unsubscribe: <https://alerts.example.com/unsubscribe?receiver=operations"
                        + "&recipient=you%40example.com>\r\n")
                .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
                .contains("Auto-Submitted: auto-generated\r\n")
                .contains("List-Id: <operations.bellwether.example.com>\r\n");
        assertThat(http).doesNotContain("List-Unsubscribe");
        assertThat(new MailTemplate(plain).render(notification).text())
                .contains("Not for you: Stop these mails <http://localhost:8080/unsubscribe?");
        assertThat(new MailTemplate(plain).render(notification).html())
                .contains(">Stop these mails</a>", "href=\"http://localhost:8080/unsubscribe?");
    }

    @Test
    void aTeamsTemplateTakesThePlaceOfTheBuiltInOne(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("alerts.html"), "<p th:text=\"|Ours: ${mail.headline}|\">x</p>");
        Files.writeString(folder.resolve("alerts.txt"), "Ours: [(${mail.headline})]");
        var template = new MailTemplate(SETTINGS.with(folder));

        Message mail = template.render(MailSamples.of("firing").orElseThrow());

        assertThat(mail.html()).startsWith("<p>Ours: Parcels within promise in Spain");
        assertThat(mail.text()).startsWith("Ours: Parcels within promise in Spain");
        assertThat(template.trouble()).isEmpty();
    }

    @Test
    @DisplayName("AC 53: beside others, too, an alert whose rule was removed is not called resolved")
    void tellsBesideOthersWhyAnAlertEnded() {
        Notification several = MailSamples.of("several").orElseThrow();
        List<Alert> alerts = several.alerts().stream()
                .map(alert -> alert.state() == AlertState.RESOLVED ? removed(alert) : alert)
                .toList();
        var notification = new Notification(
                several.dedupKey(),
                several.group(),
                several.reason(),
                several.at(),
                alerts,
                several.news(),
                several.counts());

        Message mail = new MailTemplate(SETTINGS).render(notification, "ops@example.com");

        assertThat(mail.text()).contains("[RULE REMOVED] Brazil").doesNotContain("[RESOLVED]");
        assertThat(mail("several").text()).contains("[RESOLVED] Brazil");
    }

    private static Alert removed(Alert alert) {
        Kept kept = alert.kept();
        return alert.with(new Kept(
                Cause.RULE_REMOVED,
                kept.peak(),
                kept.roseAt(),
                kept.heldAt(),
                kept.missed(),
                kept.atFiring(),
                kept.worst(),
                null,
                List.of(),
                null));
    }

    @Test
    void aBrokenTemplateFallsBackAndSaysSo(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("alerts.html"), "<p>\n<b th:text=\"${mail.nothing.like.this}\">x</b></p>");
        var template = new MailTemplate(SETTINGS.with(folder));

        template.check();
        Message mail = template.render(MailSamples.of("firing").orElseThrow());

        assertThat(mail.html()).contains("Why you receive this");
        assertThat(template.trouble().orElseThrow()).contains("alerts.html:2:").contains("mail preview");
    }
}
