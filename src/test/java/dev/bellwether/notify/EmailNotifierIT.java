package dev.bellwether.notify;

import static dev.bellwether.notify.SampleNotifications.NOW;
import static dev.bellwether.notify.SampleNotifications.outage;
import static dev.bellwether.notify.SampleNotifications.payment;
import static dev.bellwether.notify.SampleNotifications.shipping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.bellwether.alert.Alert;
import dev.bellwether.kpi.Labels;
import dev.bellwether.testing.ScriptedSmtpServer;
import dev.bellwether.testing.ScriptedSmtpServer.AtData;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Numbers are those of the acceptance cases. */
@Timeout(60)
class EmailNotifierIT {

    private static final MailTemplate TEMPLATE = new MailTemplate(SampleNotifications.MARKETS, "");
    private static final String OPS = "ops@example.com";

    private static EmailNotifier notifier(int port, String... recipients) {
        var settings = new SmtpSettings(
                "127.0.0.1",
                port,
                "Bellwether <alerts@bellwether.example>",
                null,
                null,
                false,
                SmtpSettings.Timeouts.all(Duration.ofMillis(400)));
        return new EmailNotifier(settings, List.of(recipients), TEMPLATE, Retries.DEFAULT);
    }

    @Nested
    class AgainstARealServer {

        private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        private EmailNotifier notifier;

        @BeforeEach
        void start() {
            server.start();
            notifier = notifier(server.getSmtp().getPort(), OPS, "second@example.com");
        }

        @AfterEach
        void stop() {
            server.stop();
        }

        private MimeMessage received(Notification notification) {
            assertThat(notifier.send(notification, OPS, NOW)).isInstanceOf(Delivery.Sent.class);
            MimeMessage[] mails = server.getReceivedMessages();
            return mails[mails.length - 1];
        }

        @Test
        @DisplayName("AC 44: one From, all recipients, headers of an automatic mail")
        void writesTheHeadersOfAnAutomaticMail() throws Exception {
            Notification notification = SampleNotifications.of(NotifyReason.FIRST, shipping("ES", "correo"));

            MimeMessage mail = received(notification);

            assertThat(mail.getHeader("From")).containsExactly("Bellwether <alerts@bellwether.example>");
            assertThat(mail.getHeader("To", ",")).contains(OPS, "second@example.com");
            assertThat(mail.getSubject()).startsWith("[CRITICAL] Spain: shipment within promise probability (correo)");
            assertThat(mail.getMessageID()).isEqualTo("<" + notification.dedupKey() + "@bellwether.example>");
            assertThat(mail.getSentDate()).isEqualTo(Date.from(NOW));
            assertThat(mail.getHeader("In-Reply-To")).isNull();
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
            assertThat(mail.getHeader("List-Id")).containsExactly("<ops.bellwether.bellwether.example>");
            assertThat(mail.getHeader("X-Bellwether-Dedup")).containsExactly(notification.dedupKey());
        }

        @Test
        void refersToTheFirstMailOfTheGroup() throws Exception {
            Notification first = SampleNotifications.of(NotifyReason.FIRST, shipping("ES", "correo"));
            var second = new Notification(
                    "0123abcd", first.group(), NotifyReason.REPEAT, NOW, first.alerts(), Set.of(), first.counts());

            MimeMessage mail = received(second);

            String thread = "<" + first.dedupKey() + "@bellwether.example>";
            assertThat(mail.getHeader("In-Reply-To")).containsExactly(thread);
            assertThat(mail.getHeader("References")).containsExactly(thread);
        }

        @Test
        @DisplayName("AC 47: sent twice it is the same mail")
        void sentTwiceItIsTheSameMail() throws Exception {
            Notification notification = SampleNotifications.of(NotifyReason.FIRST, shipping("ES", "correo"));

            MimeMessage once = received(notification);
            MimeMessage again = received(notification);

            assertThat(again.getMessageID()).isEqualTo(once.getMessageID());
            assertThat(again.getSentDate()).isEqualTo(once.getSentDate());
        }

        @Test
        void carriesTextAndHtml() throws Exception {
            MimeMessage mail = received(SampleNotifications.of(NotifyReason.FIRST, shipping("ES", "correo")));

            var parts = (MimeMultipart) mail.getContent();
            assertThat(mail.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getBodyPart(0).getContentType()).containsIgnoringCase("text/plain; charset=utf-8");
            assertThat(parts.getBodyPart(1).getContentType()).containsIgnoringCase("text/html; charset=utf-8");
            assertThat(parts.getBodyPart(0).getContent().toString()).contains("Why you receive this");
            assertThat(parts.getBodyPart(1).getContent().toString()).contains("Why you receive this");
        }

        @Test
        @DisplayName("AC 21: every script arrives in subject, text and page")
        void bringsEveryScriptThrough() throws Exception {
            String many = "Größe, Жираф, 漢字, עברית, 🦒👩‍🚀";
            Alert alert = named(many);

            MimeMessage mail = received(SampleNotifications.of(NotifyReason.FIRST, alert));

            assertThat(mail.getSubject()).contains(many);
            assertThat(((MimeMultipart) mail.getContent())
                            .getBodyPart(0)
                            .getContent()
                            .toString())
                    .contains(many);
            String html = ((MimeMultipart) mail.getContent())
                    .getBodyPart(1)
                    .getContent()
                    .toString();
            assertThat(unescaped(html)).contains(many);
        }

        private static String unescaped(String html) {
            return Pattern.compile("&#(\\d+);")
                    .matcher(html)
                    .replaceAll(reference -> Character.toString(Integer.parseInt(reference.group(1))));
        }

        @Test
        void foldsLinesThatAreTooLongForMail() throws Exception {
            MimeMessage mail =
                    received(SampleNotifications.of(NotifyReason.FIRST, named("long ".repeat(300)), payment("PL")));

            var raw = new ByteArrayOutputStream();
            mail.writeTo(raw);
            assertThat(raw.toString(StandardCharsets.UTF_8).lines()).allMatch(line -> line.length() <= 998);
        }

        @Test
        @DisplayName("AC 44: no label gets into the headers")
        void noTextGetsIntoTheHeaders() throws Exception {
            MimeMessage mail = received(SampleNotifications.of(
                    NotifyReason.FIRST, named("x\r\nBcc: victim@example.com\r\n\r\n<b>body</b>")));

            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getHeader("From")).hasSize(1);
            assertThat(server.getReceivedMessages()).hasSize(1);
        }

        @Test
        void staysUnderEightyKilobytes() throws Exception {
            Alert[] storm = IntStream.range(0, 40)
                    .mapToObj(i -> wordy("漢字".repeat(200) + i))
                    .toArray(Alert[]::new);

            MimeMessage mail = received(SampleNotifications.of(NotifyReason.FIRST, storm));

            assertThat(mail.getSize()).isLessThan(80 * 1024);
            assertThat(((MimeMultipart) mail.getContent())
                            .getBodyPart(0)
                            .getContent()
                            .toString())
                    .containsPattern("and 39 more")
                    .contains("漢字");
        }

        @Test
        void showsFifteenOrdinaryAlerts() throws Exception {
            Alert[] storm = IntStream.range(0, 20)
                    .mapToObj(i -> i % 2 == 0 ? shipping("ES", "carrier-" + i) : outage(6))
                    .toArray(Alert[]::new);

            MimeMessage mail = received(SampleNotifications.of(NotifyReason.FIRST, storm));

            assertThat(mail.getSize()).isLessThan(80 * 1024);
            assertThat(((MimeMultipart) mail.getContent())
                            .getBodyPart(1)
                            .getContent()
                            .toString())
                    .contains("and 5 more");
        }

        /** Its details alone are too long for a mail. */
        private static Alert wordy(String text) {
            Alert alert = named(text);
            var conditions = IntStream.range(0, 40)
                    .mapToObj(i -> new dev.bellwether.alert.Condition(text, text))
                    .toList();
            return SampleNotifications.firing(new dev.bellwether.alert.Breach(
                    alert.rule(),
                    alert.labels(),
                    alert.latest().at(),
                    alert.latest().figures(),
                    alert.latest().summary(),
                    conditions,
                    List.of()));
        }

        private static Alert named(String text) {
            Alert alert = payment("ES");
            var breach = new dev.bellwether.alert.Breach(
                    alert.rule(),
                    Labels.of("market", "ES", "seller", text),
                    alert.latest().at(),
                    alert.latest().figures(),
                    "ES: " + text,
                    alert.latest().conditions(),
                    List.of());
            return SampleNotifications.firing(breach);
        }
    }

    @Nested
    class AgainstFaults {

        private final ScriptedSmtpServer server = new ScriptedSmtpServer();
        private final EmailNotifier notifier = notifier(server.port(), OPS, "bad@example.com", "good@example.com");

        @AfterEach
        void stop() {
            server.close();
        }

        private static Notification notification(String carrier) {
            return SampleNotifications.of(NotifyReason.FIRST, shipping("ES", carrier));
        }

        private Delivery send(String carrier) {
            return notifier.send(notification(carrier), OPS, NOW);
        }

        private List<Delivery> sendInOneBatch(String... carriers) {
            try (Notifier.Batch batch = notifier.open()) {
                return Arrays.stream(carriers)
                        .map(carrier -> batch.send(notification(carrier), OPS, 1, NOW))
                        .toList();
            }
        }

        @Test
        void triesAgainWhenNobodyListens() throws IOException { // 41
            try (var silent =
                    new Socket()) { // it keeps the port from the servers of other tests, and listens to nobody
                silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                int port = silent.getLocalPort();

                Delivery delivery = notifier(port, OPS).send(notification("correo"), OPS, NOW);

                assertThat(delivery).isInstanceOfSatisfying(Delivery.RetryAt.class, retry -> {
                    assertThat(retry.when()).isEqualTo(NOW.plusSeconds(5));
                    assertThat(retry.why()).contains("127.0.0.1:" + port);
                });
            }
        }

        @Test
        void triesAgainAfterATemporaryError() { // 41
            server.answers("RCPT TO:", "451 4.7.1 greylisted, come back later");

            assertThat(send("correo")).isInstanceOfSatisfying(Delivery.RetryAt.class, retry -> assertThat(retry.why())
                    .contains("451")
                    .contains("greylisted"));
        }

        @Test
        void givesUpOnABadRecipientAndServesTheOthers() { // 42
            server.answers("RCPT TO:<bad@", "550 5.1.1 no such user");
            Notification notification = notification("correo");

            try (Notifier.Batch batch = notifier.open()) {
                assertThat(batch.send(notification, OPS, 1, NOW)).isInstanceOf(Delivery.Sent.class);
                assertThat(batch.send(notification, "bad@example.com", 1, NOW))
                        .isInstanceOfSatisfying(Delivery.GivenUp.class, givenUp -> {
                            assertThat(givenUp.refused()).isTrue();
                            assertThat(givenUp.why()).contains("550").contains("no such user");
                        });
                assertThat(batch.send(notification, "good@example.com", 1, NOW)).isInstanceOf(Delivery.Sent.class);
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.accepted()).hasSize(2);
        }

        @Test
        void givesUpOnAMailThatIsRefusedForItsContent() {
            server.answers(".", "554 5.7.1 looks like spam");

            assertThat(send("correo")).isInstanceOf(Delivery.GivenUp.class);
        }

        @Test
        void doesNotWaitForEverForAServerThatHangs() { // 43
            server.atData(AtData.HANG);

            assertThat(send("correo")).isInstanceOf(Delivery.RetryAt.class);
            server.recovers();
            assertThat(send("correo")).isInstanceOf(Delivery.Sent.class);
        }

        @Test
        void oneThatHangsDoesNotBlockTheNext() { // 43
            List<Delivery> deliveries;
            try (Notifier.Batch batch = notifier.open()) {
                server.atData(AtData.HANG);
                var first = batch.send(notification("correo"), OPS, 1, NOW);
                server.recovers();
                deliveries = List.of(first, batch.send(notification("seur"), OPS, 1, NOW));
            }

            assertThat(deliveries.get(0)).isInstanceOf(Delivery.RetryAt.class);
            assertThat(deliveries.get(1)).isInstanceOf(Delivery.Sent.class);
        }

        @Test
        void sparesTheRestOfABatchTheWaitForAServerThatIsGone() {
            server.answers("CONNECT", "421 closing");

            List<Delivery> deliveries = sendInOneBatch("a", "b", "c", "d", "e");

            assertThat(deliveries).allMatch(delivery -> delivery instanceof Delivery.RetryAt);
            assertThat(server.connections()).isEqualTo(2);
        }

        @Test
        void triesAgainUnderTheSameNameWhenTheAnswerIsLost() {
            server.atData(AtData.CLOSE);
            assertThat(send("correo")).isInstanceOf(Delivery.RetryAt.class);

            server.recovers();
            assertThat(send("correo")).isInstanceOf(Delivery.Sent.class);

            assertThat(server.received()).hasSize(2);
            assertThat(server.received().get(0).lines().filter(line -> line.startsWith("Message-ID")))
                    .containsExactlyElementsOf(server.accepted()
                            .get(0)
                            .lines()
                            .filter(line -> line.startsWith("Message-ID"))
                            .toList());
        }

        @Test
        void connectsAgainWhenTheServerHasHadEnough() {
            server.mailsPerConnection(2);

            assertThat(sendInOneBatch("a", "b", "c", "d", "e")).allMatch(delivery -> delivery instanceof Delivery.Sent);

            assertThat(server.accepted()).hasSize(5);
            assertThat(server.connections()).isEqualTo(3);
        }

        @Test
        void sendsABatchOverOneConnection() {
            assertThat(sendInOneBatch("a", "b", "c")).allMatch(delivery -> delivery instanceof Delivery.Sent);

            assertThat(server.connections()).isEqualTo(1);
        }

        @Test
        void asksSeldomWithAWrongPasswordAndNeverShowsIt() { // 42
            server.answers("EHLO", "250-scripted\r\n250 AUTH PLAIN LOGIN").answers("AUTH", "535 5.7.8 bad credentials");
            var settings = new SmtpSettings(
                    "127.0.0.1",
                    server.port(),
                    "alerts@bellwether.example",
                    "bellwether",
                    "s3cret-word",
                    false,
                    SmtpSettings.Timeouts.DEFAULT);
            var secured = new EmailNotifier(settings, List.of(OPS), TEMPLATE, Retries.DEFAULT);

            assertThat(secured.send(notification("correo"), OPS, NOW))
                    .isInstanceOfSatisfying(Delivery.RetryAt.class, retry -> {
                        assertThat(retry.when()).isEqualTo(NOW.plus(Retries.DEFAULT.longest()));
                        assertThat(retry.why()).contains("535").doesNotContain("s3cret-word");
                    });
            assertThat(settings.toString()).doesNotContain("s3cret-word");
        }

        @Test
        void saysNothingToAServerThatWillNotEncrypt() {
            var settings = new SmtpSettings(
                    "127.0.0.1",
                    server.port(),
                    "alerts@bellwether.example",
                    null,
                    null,
                    true,
                    SmtpSettings.Timeouts.DEFAULT);
            var secured = new EmailNotifier(settings, List.of(OPS), TEMPLATE, Retries.DEFAULT);

            assertThat(secured.send(notification("correo"), OPS, NOW))
                    .isInstanceOfSatisfying(Delivery.RetryAt.class, retry -> assertThat(retry.why())
                            .containsIgnoringCase("STARTTLS"));
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void refusesWhatIsNoAddress() {
        assertThatThrownBy(() -> notifier(25, "ops"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"ops\" is not a mail address");
    }
}
