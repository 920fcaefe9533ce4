package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.bellwether.kpi.Markets;
import dev.bellwether.notify.MailTemplate;
import dev.bellwether.notify.SmtpSettings;
import dev.bellwether.routing.NotifySettings;
import dev.bellwether.routing.ReceiverSettings;
import dev.bellwether.testing.HttpAnswers;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code receivers test} against a mail server that wants a password, and a web server. */
class ReceiversCommandIT {

    private static final String PASSWORD = "tr0ub4dor&3";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private final HttpAnswers webServer = new HttpAnswers();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        mailServer.start();
        mailServer.setUser("bellwether@example.com", "bellwether", PASSWORD);
    }

    @AfterEach
    void stop() {
        mailServer.stop();
        webServer.close();
    }

    private int run(String password, String... args) {
        var smtp = new SmtpSettings(
                "127.0.0.1",
                mailServer.getSmtp().getPort(),
                "bellwether@example.com",
                "bellwether",
                password,
                false,
                SmtpSettings.Timeouts.DEFAULT);
        var settings = new NotifySettings(
                smtp,
                new MailTemplate(Markets.NONE, ""),
                "http://localhost:8080",
                folder.resolve("routes.yml"),
                List.of(ReceiverSettings.mailing("operations", List.of("ops@example.com"))),
                InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z")));
        return new Cli(new PrintWriter(out, true), new PrintWriter(err, true), () -> settings).run(args);
    }

    @Test
    void sendsATestAndPrintsTheDialogueWithoutThePassword() throws Exception {
        assertThat(run(PASSWORD, "receivers", "test", "operations")).isZero();

        assertThat(out.toString())
                .startsWith("mail to ops@example.com over smtp://bellwether@127.0.0.1:")
                .containsSubsequence(
                        "  S: 220 ",
                        "  C: EHLO ",
                        "  C: AUTH ",
                        " (credentials not shown)",
                        "  C: MAIL FROM:<bellwether@example.com>",
                        "  S: 250",
                        "  C: RCPT TO:<ops@example.com>",
                        "  C: DATA",
                        "  S: 354",
                        "  C: (the mail, ",
                        "  S: 250",
                        "  accepted")
                .doesNotContain(
                        PASSWORD,
                        "DEBUG",
                        "Message-ID",
                        java.util.Base64.getEncoder().encodeToString(PASSWORD.getBytes()));
        MimeMessage mail = mailServer.getReceivedMessages()[0];
        assertThat(mail.getSubject()).contains("TEST: nothing is wrong");
    }

    @Test
    void saysWhatTheServerSaysToAWrongPassword() {
        assertThat(run("wrong", "receivers", "test", "operations")).isEqualTo(Cli.MISTAKES);

        assertThat(out.toString())
                .contains("not accepted now: ", "refuses user or password: 535")
                .doesNotContain("  accepted");
        assertThat(mailServer.getReceivedMessages()).isEmpty();
    }

    @Test
    void postsToServersAndPrintsTheStatus() throws IOException {
        Files.writeString(folder.resolve("routes.yml"), """
                owners: {growth: [growth@example.com]}
                receivers:
                  - name: bridge
                    email: [owner]
                    fallback: fallback@example.com
                    webhook: [{url: "%1$s/hook"}]
                    alertmanager: [{url: "%1$s/am"}]
                route: {receiver: bridge}
                """.formatted(webServer.url()));
        webServer.will(exchange -> {
            boolean isHook = exchange.getRequestURI().getPath().equals("/hook");
            HttpAnswers.answer(isHook ? 403 : 200, "text/plain", isHook ? "who are you" : "")
                    .to(exchange);
        });

        assertThat(run(PASSWORD, "receivers", "test", "bridge")).isEqualTo(Cli.MISTAKES);

        assertThat(out.toString())
                .contains(
                        "mail to fallback@example.com over",
                        "webhook " + webServer.url() + "/hook",
                        "  HTTP 403: who are you",
                        "  not accepted",
                        "alertmanager " + webServer.url() + "/am",
                        "  HTTP 200")
                .doesNotContain("growth@example.com");
        assertThat(webServer.asked()).containsExactly("POST /hook", "POST /am/api/v2/alerts");
    }

    @Test
    void anUnknownNameIsToldWithTheOneThatWasMeant() {
        assertThat(run(PASSWORD, "receivers", "test", "opertions")).isEqualTo(Cli.NOT_RUN);

        assertThat(err.toString()).contains("there is no receiver \"opertions\"; did you mean \"operations\"?");
    }
}
