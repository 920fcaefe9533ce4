package dev.bellwether.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate that no one but us signed. */
class HttpTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Received received = new Received();
    private HttpsServer server;
    private SSLContext ours;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        KeyStore keys = certificateFor("localhost", folder.resolve("keys.p12"));
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        ours = SSLContext.getInstance("TLS");
        ours.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ours));
        server.createContext("/", exchange -> {
            byte[] body = "[{\"at\":\"2026-01-05T01:00:00Z\",\"value\":1}]".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void trustsTheCertificateItIsGiven() {
        fetch("localhost", Optional.of(ours));

        assertThat(received.rows()).containsExactly("[] 2026-01-05T01:00:00Z 1.0");
    }

    @Test
    void refusesAStrangersCertificate() {
        assertThatThrownBy(() -> fetch("localhost", Optional.empty()))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("late_ratio: source \"shop\" cannot be trusted: ");
    }

    @Test
    void refusesACertificateForAnotherName() {
        assertThatThrownBy(() -> fetch("127.0.0.1", Optional.of(ours)))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("late_ratio: source \"shop\" cannot be trusted: ");
    }

    private void fetch(String host, Optional<SSLContext> tls) {
        var source = new HttpJsonSource(new HttpTarget(
                "shop",
                URI.create("https://" + host + ":" + server.getAddress().getPort()),
                Authorization.NONE,
                new HttpTarget.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 10_000, 10),
                AllowedHosts.OF_THE_SOURCES,
                tls));
        source.fetch(Received.kpi("/late"), Received.DAY, received);
    }

    private static KeyStore certificateFor(String host, Path file)
            throws IOException, InterruptedException, GeneralSecurityException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "SAN=dns:" + host,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}
