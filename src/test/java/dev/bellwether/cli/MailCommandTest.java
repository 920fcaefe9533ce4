package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private int preview(String out, String... more) {
        var args = new ArrayList<>(List.of("mail", "preview", "--out", folder.resolve(out) + ""));
        args.addAll(List.of(more));
        return new Cli(new PrintWriter(new StringWriter()), new PrintWriter(err)).run(args.toArray(String[]::new));
    }

    @Test
    void writesAPageThatNeedsNothingElse() throws IOException {
        assertThat(preview("mail.html", "--sample", "escalated")).isEqualTo(Cli.FINE);

        assertThat(Files.readString(folder.resolve("mail.html")))
                .contains("Escalated:", "src=\"data:image/png;base64,")
                .doesNotContain("cid:");
    }

    @Test
    void writesAWholeMail() throws IOException {
        assertThat(preview("mail.eml")).isEqualTo(Cli.FINE);

        assertThat(Files.readString(folder.resolve("mail.eml"), StandardCharsets.ISO_8859_1))
                .contains("Subject: ", "multipart/alternative", "multipart/related", "Content-ID: <chart.");
    }

    @Test
    void saysWhichLineOfATemplateIsWrong() throws IOException {
        Files.writeString(folder.resolve("alerts.html"), "<p>\n<b th:text=\"${mail.nothing.at.all}\">x</b></p>");

        assertThat(preview("mail.html", "--template", folder.toString())).isEqualTo(Cli.MISTAKES);

        assertThat(err.toString()).contains("alerts.html:2:");
        assertThat(folder.resolve("mail.html")).exists();
    }

    @Test
    void asksARunningServiceForARealAlert() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/alerts/00f648d213710644/mail", exchange -> {
            byte[] body = exchange.getRequestURI().getQuery().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            assertThat(preview("real.txt", "--alert", "00f648d213710644", "--url", url))
                    .isEqualTo(Cli.FINE);
            assertThat(preview("none.txt", "--alert", "0000000000000000", "--url", url))
                    .isEqualTo(Cli.NOT_RUN);
        } finally {
            server.stop(0);
        }

        assertThat(Files.readString(folder.resolve("real.txt"))).isEqualTo("format=txt");
        assertThat(err.toString()).contains("answers 404");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(preview("mail.html", "--sample", "escalate")).isEqualTo(Cli.NOT_RUN);
        assertThat(preview("mail.pdf")).isEqualTo(Cli.NOT_RUN);
        assertThat(preview("mail.html", "--alert", "../x")).isEqualTo(Cli.NOT_RUN);

        assertThat(err.toString()).contains("\"escalated\"", ".html, .txt and .eml", "is no fingerprint");
    }
}
