package dev.bellwether.demo;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mails as {@code .eml} files, so that they are still there after a restart; only the newest are kept. */
final class MailFolder {

    private static final String ENDING = ".eml";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LENGTH_OF_TIME = "20261122T120320.123Z".length();
    private static final Session NO_SERVER = Session.getInstance(new Properties());

    private final Path folder;
    private final int most;
    private final TreeMap<String, CaughtMail> mails = new TreeMap<>();
    private int number;

    MailFolder(Path folder, int most) {
        this.folder = folder;
        this.most = most;
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                        .map(MailFolder::id)
                        .forEach(id -> time(id).flatMap(at -> listed(id, at)).ifPresent(mail -> mails.put(id, mail)));
            }
            dropOldest();
        } catch (IOException e) {
            throw new UncheckedIOException("mails cannot be kept in " + folder, e);
        }
    }

    /** Written whole or not at all; the sender is told of success only after this. */
    synchronized void add(MimeMessage message, Instant at) throws IOException, MessagingException {
        String id = TIME.format(at) + "-" + String.format(Locale.ROOT, "%06d", number++ % 1_000_000);
        Path unfinished = folder.resolve(id + ".part");
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            message.writeTo(out);
        }
        Files.move(unfinished, file(id), StandardCopyOption.REPLACE_EXISTING);
        mails.put(id, listed(id, at, message));
        dropOldest();
    }

    /** Newest first. */
    synchronized List<CaughtMail> list() {
        return List.copyOf(mails.descendingMap().values());
    }

    synchronized Optional<CaughtMail> find(String id) {
        return Optional.ofNullable(mails.get(id));
    }

    /** The mail as it came; nothing when there is none of this name. */
    Optional<MimeMessage> read(String id) {
        if (find(id).isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file(id))) {
            return Optional.of(new MimeMessage(NO_SERVER, in));
        } catch (IOException | MessagingException e) {
            return Optional.empty();
        }
    }

    private void dropOldest() throws IOException {
        while (mails.size() > most) {
            Files.deleteIfExists(file(mails.pollFirstEntry().getKey()));
        }
    }

    private Path file(String id) {
        return folder.resolve(id + ENDING);
    }

    private static String id(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    private static Optional<Instant> time(String id) {
        try {
            return Optional.of(TIME.parse(id.substring(0, Math.min(LENGTH_OF_TIME, id.length())), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty(); // a file that somebody else put there
        }
    }

    private Optional<CaughtMail> listed(String id, Instant at) {
        try (InputStream in = Files.newInputStream(file(id))) {
            return Optional.of(listed(id, at, new MimeMessage(NO_SERVER, in)));
        } catch (IOException | MessagingException e) {
            return Optional.empty();
        }
    }

    private static CaughtMail listed(String id, Instant at, MimeMessage message) throws MessagingException {
        return new CaughtMail(
                id,
                at,
                people(message.getFrom()),
                people(message.getAllRecipients()),
                Objects.requireNonNullElse(message.getSubject(), "(no subject)"));
    }

    private static String people(Address @Nullable [] addresses) {
        return addresses == null
                ? ""
                : Arrays.stream(addresses)
                        .map(address ->
                                address instanceof InternetAddress mail ? mail.toUnicodeString() : address.toString())
                        .collect(Collectors.joining(", "));
    }
}
