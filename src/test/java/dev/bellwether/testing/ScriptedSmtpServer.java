package dev.bellwether.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A mail server with faults on demand. */
public final class ScriptedSmtpServer implements AutoCloseable {

    /** What happens at the end of DATA. */
    public enum AtData {
        ACCEPT,
        HANG,
        /** Reads no more after some lines. */
        STOP,
        CLOSE
    }

    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger hanging = new AtomicInteger();
    private volatile AtData atData = AtData.ACCEPT;
    private volatile int mailsPerConnection = Integer.MAX_VALUE;

    public ScriptedSmtpServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** {@code answers("RCPT TO:<bad@", "550 no such user")}: lines that start so are answered so. */
    public ScriptedSmtpServer answers(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    public void recovers() {
        answers.clear();
        atData = AtData.ACCEPT;
        hanging.set(0);
        mailsPerConnection = Integer.MAX_VALUE;
    }

    public ScriptedSmtpServer atData(AtData what) {
        atData = what;
        return this;
    }

    /** Closes the connection after so many mails without a word. */
    public ScriptedSmtpServer mailsPerConnection(int most) {
        mailsPerConnection = most;
        return this;
    }

    public int connections() {
        return connections.get();
    }

    /** How many conversations have come to a step at which it hangs, since it last recovered. */
    public int hanging() {
        return hanging.get();
    }

    /** Mails answered with 250. */
    public List<String> accepted() {
        return accepted;
    }

    /** Mails that came in whole, answered or not. */
    public List<String> received() {
        return received;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                start(() -> talk(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    private void talk(Socket socket) {
        connections.incrementAndGet();
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            if (!say(out, answerTo("CONNECT", "220 scripted"))) {
                return;
            }
            int mails = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer = answerTo(line, line.startsWith("DATA") ? "354 go on" : "250 fine");
                if (mails >= mailsPerConnection || !say(out, answer) || line.startsWith("QUIT")) {
                    return;
                }
                if (answer.startsWith("354") && !data(in, out)) {
                    return;
                }
                mails += line.startsWith("DATA") ? 1 : 0;
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private String answerTo(String line, String normally) {
        return answers.entrySet().stream()
                .filter(answer -> line.startsWith(answer.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(normally);
    }

    /** An answer that never comes: the server keeps the connection and says nothing. */
    public static final String HANG = "hang";

    /** An answer that is no answer: the server closes the connection. */
    public static final String CLOSE = "close";

    private boolean say(OutputStream out, String answer) throws IOException {
        if (answer.equals(HANG)) {
            hanging.incrementAndGet();
            try {
                Thread.sleep(Long.MAX_VALUE); // until the test ends; its threads are daemons
            } catch (InterruptedException e) {
                return false;
            }
        }
        if (answer.equals(CLOSE)) {
            return false;
        }
        out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return !answer.startsWith("421");
    }

    private boolean data(BufferedReader in, OutputStream out) throws IOException {
        var mail = new StringBuilder();
        for (@Nullable String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
            if (atData == AtData.STOP) {
                return say(out, HANG);
            }
        }
        received.add(mail.toString());
        if (atData == AtData.HANG) {
            hanging.incrementAndGet();
            in.readLine(); // until the client loses patience
            return false;
        }
        if (atData == AtData.CLOSE) {
            return false;
        }
        String answer = answerTo(".", "250 accepted");
        if (answer.startsWith("250")) {
            accepted.add(mail.toString());
        }
        return say(out, answer);
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
