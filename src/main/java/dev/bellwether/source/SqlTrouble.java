package dev.bellwether.source;

import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.source.JdbcSource.Settings;
import dev.bellwether.source.SourceException.Retry;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import java.util.regex.Pattern;

/** Says in words for operations what a database or its driver meant, and whether asking again may help. */
final class SqlTrouble {

    private static final String CANCELLED = "57014";

    /** Classes of SQLSTATE (ISO 9075-2, 24.1) that the same query meets again: bad data, rights, syntax, password. */
    private static final Set<String> LASTING = Set.of("0A", "21", "22", "25", "26", "28", "42", "90");

    /** Drivers may repeat the address they were given, with everything in it. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(password|passwd|pwd|secret|token)(\\s*[=:]\\s*)[^\\s&;,]+|(//[^:/@\\s]+:)[^@\\s]+(?=@)");

    private SqlTrouble() {}

    static SourceException inWords(SQLException e, Kpi kpi, Settings settings) {
        String state = stateOf(e);
        String words = "source \"" + settings.name() + "\" ";
        if (isTimeout(e, state)) {
            words += "gave no answer within " + Durations.write(settings.statementTimeout());
        } else {
            words += (isUnreachable(state) ? "cannot be reached: " : "refuses the query: ") + messageOf(e);
        }
        String message = kpi.id() + ": " + words + (state.isEmpty() ? "" : " (SQLState " + state + ")");
        Retry retry = retry(e, state);
        return mayHoldSecret(e)
                ? new SourceException(message, retry) // its trace would print what the message left out
                : new SourceException(message, retry, e);
    }

    private static Retry retry(SQLException e, String state) {
        if (isTimeout(e, state)) {
            return Retry.LATER; // at once it would only add to the load
        }
        String group = state.substring(0, Math.min(2, state.length()));
        return LASTING.contains(group) ? Retry.POINTLESS : Retry.WORTH_IT;
    }

    private static boolean isTimeout(SQLException e, String state) {
        return state.equals(CANCELLED) || (e instanceof SQLTimeoutException && !state.startsWith("08"));
    }

    private static boolean isUnreachable(String state) {
        return state.isEmpty() || state.startsWith("08") || state.startsWith("28");
    }

    private static String stateOf(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    /** The first line of the message, and of the deepest cause's, which a pool hides. */
    private static String messageOf(SQLException e) {
        Throwable deepest = e;
        while (deepest.getCause() != null && deepest.getCause() instanceof SQLException) {
            deepest = deepest.getCause();
        }
        String message = firstLine(e);
        return deepest == e ? message : message + " (" + firstLine(deepest) + ")";
    }

    private static String firstLine(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return withoutSecrets(message.lines().findFirst().orElse(""));
    }

    static String withoutSecrets(String message) {
        return SECRET.matcher(message)
                .replaceAll(match ->
                        match.group(1) != null ? match.group(1) + match.group(2) + "***" : match.group(3) + "***");
    }

    private static boolean mayHoldSecret(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (!withoutSecrets(message).equals(message)) {
                return true;
            }
        }
        return false;
    }
}
