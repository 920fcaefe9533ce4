package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Condition;
import dev.bellwether.kpi.Labels;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What labels may hold, and how it has to arrive. */
class HostileLabelsTest {

    private static final String HUGE = "carrier ".repeat(1_280); // 10 kB

    private final MailTemplate template = new MailTemplate(SampleNotifications.MARKETS, "");

    /** The value, and what of it a reader finds in either part. */
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("a tag", "<b>bold</b>", "<b>bold</b>"),
                Arguments.of("a script", "<script>alert(1)</script>", "<script>alert(1)</script>"),
                Arguments.of("an image", "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
                Arguments.of("an end of an attribute", "\"' onclick='x", "\"' onclick='x"),
                Arguments.of("an ampersand", "Marks & Spencer &lt;", "Marks & Spencer &lt;"),
                Arguments.of("a template's expression", "[[${7*191}]] __${7*191}__", "[[${7*191}]] __${7*191}__"),
                Arguments.of("a header of its own", "x\r\nBcc: all@example.com", "x Bcc: all@example.com"),
                Arguments.of("an end of the headers", "x\r\n\r\nbody", "x body"),
                Arguments.of("a lone line feed", "x\nFrom: y", "x From: y"),
                Arguments.of("a null", "x\u0000y", "x y"),
                Arguments.of("a next line", "x\u0085y", "x y"),
                Arguments.of("a line separator", "x\u2028y", "x y"),
                Arguments.of("half a character", "x\uD83Ey", "x y"),
                Arguments.of("ten kilobytes", HUGE, "carrier carrier carrier"),
                Arguments.of("German", "Größe", "Größe"),
                Arguments.of("Polish", "Łódź", "Łódź"),
                Arguments.of("Russian", "Жираф", "Жираф"),
                Arguments.of("Greek", "καλημέρα", "καλημέρα"),
                Arguments.of("Hebrew", "שלום", "שלום"),
                Arguments.of("Arabic", "مرحبا", "مرحبا"),
                Arguments.of("Hindi", "नमस्ते", "नमस्ते"),
                Arguments.of("Thai", "สวัสดี", "สวัสดี"),
                Arguments.of("Chinese", "漢字", "漢字"),
                Arguments.of("Korean", "한국어", "한국어"),
                Arguments.of("beyond the basic plane", "𠜎𝒳", "𠜎𝒳"),
                Arguments.of("emoji", "🦒👩‍🚀🇪🇸", "🦒👩‍🚀🇪🇸"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    @DisplayName("AC 21, AC 44: labels of every kind arrive unharmed and harm nothing")
    void arrivesUnharmed(String what, String value, String read) {
        Message mail = template.render(SampleNotifications.of(NotifyReason.FIRST, of(value), of("other")));

        assertThat(mail.text()).contains(read);
        assertThat(unescaped(mail.html())).contains(read);
        assertThat(mail.html()).doesNotContain("<b>bold", "<script", "<img", "onclick='x", "1337");
        assertThat(mail.text() + mail.html()).doesNotContain("1337");
        assertThat(mail.text().lines()).noneMatch(line -> line.startsWith("Bcc:") || line.startsWith("From:"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    @DisplayName("AC 44: subjects are one short line")
    void keepsTheSubjectOneShortLine(String what, String value, String read) {
        for (Alert alert : List.of(of(value), ofMarket(value), saying(value))) {
            String subject = template.render(SampleNotifications.of(NotifyReason.FIRST, alert))
                    .subject();

            assertThat(subject).hasSizeLessThanOrEqualTo(90).startsWith("[HIGH] ");
            assertThat(Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]")
                            .matcher(subject)
                            .find())
                    .isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    @DisplayName("AC 21: a market of any name leads the subject")
    void leadsWithTheMarket(String what, String value, String read) {
        String subject = template.render(SampleNotifications.of(NotifyReason.FIRST, ofMarket(value)))
                .subject();

        assertThat(subject).startsWith("[HIGH] " + Plain.cut(read, 23).replace("…", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("directions")
    @DisplayName("AC 44: marks of direction do not turn a line around")
    void takesOutMarksOfDirection(String mark) {
        Message mail = template.render(SampleNotifications.of(NotifyReason.FIRST, ofMarket("safe" + mark + "txt.exe")));

        assertThat(mail.subject()).doesNotContain(mark);
        assertThat(mail.text()).doesNotContain(mark).contains("safe");
        assertThat(mail.html()).doesNotContain(mark).contains("safe");
    }

    static Stream<String> directions() {
        return Stream.of("\u202A", "\u202B", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u202C", "\u2069");
    }

    private static Alert of(String value) {
        return with(Labels.of("market", "ES", "seller", value), "Spain: refused");
    }

    private static Alert ofMarket(String value) {
        return with(Labels.of("market", value), "refused");
    }

    private static Alert saying(String value) {
        return with(Labels.of("market", "ES"), value);
    }

    private static Alert with(Labels labels, String summary) {
        Breach breach = SampleNotifications.payment("ES").latest();
        return SampleNotifications.firing(new Breach(
                breach.rule(),
                labels,
                breach.at(),
                breach.figures(),
                summary,
                List.of(new Condition(summary, summary)),
                List.of()));
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
