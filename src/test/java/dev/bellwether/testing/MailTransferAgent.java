package dev.bellwether.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real OpenSMTPD on loopback, which puts every mail into a folder. It runs as root, as mail servers do. */
public final class MailTransferAgent implements AutoCloseable {

    private final Process process;
    private final Path box;
    private final int port;

    private MailTransferAgent(Process process, Path box, int port) {
        this.process = process;
        this.box = box;
        this.port = port;
    }

    /**
     * Starts one; where OpenSMTPD is not installed the test is skipped loudly, and fails in CI.
     *
     * @param folder empty
     */
    public static MailTransferAgent start(Path folder) throws IOException {
        String program = Installed.program("smtpd", "opensmtpd");
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "OpenSMTPD wants to be root");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path mails = Files.createDirectory(folder.resolve("mail"));
        Files.setOwner(
                mails, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        int port = freePort();
        Path settings = Files.writeString(folder.resolve("smtpd.conf"), """
                listen on 127.0.0.1 port %d
                action keep maildir "%s" virtual { "@" = "nobody" }
                match from any for any action keep
                """.formatted(port, mails.resolve("box")));
        Process process = new ProcessBuilder(program, "-d", "-f", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("smtpd.log").toFile())
                .start();
        var server = new MailTransferAgent(process, mails.resolve("box/new"), port);
        try {
            await().atMost(30, SECONDS).until(server::listens);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** What it has delivered. */
    public List<Path> mails() throws IOException {
        if (!Files.exists(box)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(box)) {
            return files.toList();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(20, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
