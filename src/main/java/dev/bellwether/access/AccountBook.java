package dev.bellwether.access;

import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.ProblemsException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the accounts that may come in, and reads their file again when asked. A file with mistakes changes nothing.
 * Safe for use by several threads.
 */
public final class AccountBook {

    private static final byte[] NONE = new byte[0];

    private final AccountFile file;
    private byte[] seen = NONE;
    private volatile Map<String, Account> current;
    private volatile Status status;

    /**
     * What came of the last reading.
     *
     * @param problems every mistake in the file as it was then; empty when it was taken over
     */
    public record Status(Instant at, List<Problem> problems) {

        public Status {
            problems = List.copyOf(problems);
        }

        public boolean successful() {
            return problems.isEmpty();
        }
    }

    private AccountBook(AccountFile file, Map<String, Account> current, Instant now) {
        this.file = file;
        this.current = current;
        this.status = new Status(now, List.of());
    }

    /**
     * Reads the file; without one there are no accounts.
     *
     * @throws ProblemsException when it is there and has mistakes: at the start there are no others to stay with
     */
    public static AccountBook open(AccountFile file, Instant now) {
        if (!Files.exists(file.path())) {
            return new AccountBook(file, Map.of(), now);
        }
        byte[] content = file.content();
        var book = new AccountBook(file, file.parse(content), now);
        book.seen = content;
        return book;
    }

    /** Takes one in until the file is written. */
    public synchronized void admit(Account account) {
        current = Map.of(account.name(), account);
    }

    public Optional<Account> find(String name) {
        return Optional.ofNullable(current.get(name));
    }

    /** All that may come in. */
    public Collection<Account> all() {
        return current.values();
    }

    public AccountFile file() {
        return file;
    }

    public Status status() {
        return status;
    }

    /** Reads the file when it holds something else than before; answers whether there is something new to tell. */
    public synchronized boolean reloadIfChanged(Instant now) {
        try {
            boolean exists = Files.exists(file.path());
            byte[] content = exists ? file.content() : NONE;
            if (Arrays.equals(content, seen)) {
                return false;
            }
            seen = content;
            if (!exists) {
                throw new ProblemsException(List.of(
                        new Problem(Location.of(file.name()), "is gone", "put it back; those in it still come in")));
            }
            current = file.parse(content);
            status = new Status(now, List.of());
        } catch (ProblemsException e) {
            boolean isTold = status.problems().equals(e.problems());
            status = isTold ? status : new Status(now, e.problems());
            return !isTold;
        }
        return true;
    }
}
