package dev.bellwether.source;

import dev.bellwether.kpi.Window;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The SQL of a KPI with {@code :from} and {@code :to} in it, made ready for JDBC. Knows strings, quoted names,
 * comments, dollar quotes and casts, so that a colon in one of them is no parameter and a semicolon there ends
 * nothing.
 *
 * <p>Also a first fence: one statement that begins with SELECT or WITH, writes nothing, locks nothing and calls no
 * function known to reach out of the database. The second fence is the read-only transaction it runs in. The wall is
 * the login, which may only SELECT; docs/sources.md has its GRANTs. Read token by token rather than with a general SQL
 * parser, since those tried stumble over columns called {@code sample} and over dollar quotes, which are our daily bread.
 */
final class SqlQuery {

    private static final Set<String> CHANGES_DATA = Set.of(
            "insert into",
            "delete from",
            "merge into",
            "( update",
            "( insert",
            "( delete",
            "( merge",
            ") update",
            ") insert",
            ") delete",
            ") merge");

    private static final Set<String> LOCKS = Set.of("for update", "for share", "for no", "for key");

    /** Functions by how they begin: they reach files, other servers, other sessions, or run text as SQL. */
    private static final List<String> REACHES_OUT = List.of(
            "dblink",
            "lo_",
            "pg_read_",
            "pg_ls_",
            "pg_stat_file",
            "pg_write_",
            "pg_terminate_",
            "pg_cancel_",
            "pg_advisory_",
            "pg_try_advisory_",
            "pg_notify",
            "pg_reload_",
            "pg_rotate_",
            "set_config",
            "nextval",
            "setval",
            "query_to_xml",
            "cursor_to_xml",
            "file_read",
            "file_write",
            "csvread",
            "csvwrite",
            "link_schema");

    private final String sql;
    private final StringBuilder jdbc = new StringBuilder();
    private final List<Boolean> isFrom = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private String lastToken = "";
    private int position;
    private boolean ended;

    private SqlQuery(String sql) {
        this.sql = sql;
    }

    static SqlQuery parse(String sql) {
        var query = new SqlQuery(sql);
        while (query.position < sql.length()) {
            query.readToken();
        }
        query.checkWhole();
        return query;
    }

    /** What is wrong with the text, in a person's words; empty when it may be asked. */
    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** The text with a question mark for each parameter, and without the semicolon at its end. */
    String jdbcText() {
        return jdbc.toString().stripTrailing();
    }

    void bind(PreparedStatement statement, Window window) throws SQLException {
        for (int i = 0; i < isFrom.size(); i++) {
            Instant bound = isFrom.get(i) ? window.from() : window.to();
            statement.setObject(i + 1, OffsetDateTime.ofInstant(bound, ZoneOffset.UTC));
        }
    }

    private void readToken() {
        char c = sql.charAt(position);
        if (Character.isWhitespace(c)) {
            copy(position + 1);
        } else if (startsWith("--")) {
            copy(endOf("\n", position));
        } else if (startsWith("/*")) {
            copy(endOfComment());
        } else if (c == ';') {
            ended = true;
            position++;
        } else {
            readInStatement(c);
        }
    }

    private void readInStatement(char c) {
        if (ended) {
            mistake("holds more than one statement; remove what follows the first semicolon");
        }
        if (c == '\'') {
            copyAs("'", endOfQuoted('\'', lastToken.equals("e") && isGlued()));
        } else if (c == '"') {
            int end = endOfQuoted('"', false);
            copyAs(sql.substring(position, end), end);
        } else if (c == '$' && !dollarTag().isEmpty()) {
            String tag = dollarTag();
            copyAs("'", endOf(tag, position + tag.length()));
        } else if (startsWith("::")) {
            copyAs("::", position + 2);
        } else if (c == ':' && isNameStart(charAt(position + 1))) {
            readParameter();
        } else if (isNameStart(c) || Character.isDigit(c)) {
            int end = endOfName(position);
            copyAs(sql.substring(position, end).toLowerCase(Locale.ROOT), end);
        } else if (c == '?') {
            // an operator of PostgreSQL's JSON types, which JDBC wants written twice
            jdbc.append("??");
            position += startsWith("??") ? 2 : 1;
            lastToken = "?";
        } else {
            copyAs(String.valueOf(c), position + 1);
        }
    }

    private void readParameter() {
        int end = endOfName(position + 1);
        String name = sql.substring(position + 1, end);
        if (name.equalsIgnoreCase("from") || name.equalsIgnoreCase("to")) {
            isFrom.add(name.equalsIgnoreCase("from"));
        } else {
            mistake("has the unknown parameter :" + name + "; there are :from and :to");
        }
        jdbc.append('?');
        position = end;
        lastToken = "?";
    }

    private void checkWhole() {
        if (lastToken.isEmpty()) {
            mistake("is empty; write a SELECT with :from and :to");
            return;
        }
        if (!isFrom.contains(true) || !isFrom.contains(false)) {
            mistake("does not use %s; ask for grain ends after :from and up to :to"
                    .formatted(isFrom.isEmpty() ? ":from and :to" : isFrom.contains(true) ? ":to" : ":from"));
        }
    }

    private void copyAs(String token, int end) {
        if (lastToken.isEmpty() && !token.equals("select") && !token.equals("with")) {
            mistake("begins with \"" + sql.substring(position, Math.min(end, position + 20))
                    + "\"; write one statement that begins with SELECT or WITH");
        }
        if (mistakes.isEmpty()) {
            checkReadsOnly(token);
        }
        copy(end);
        lastToken = token;
    }

    private void checkReadsOnly(String token) {
        String both = lastToken + " " + token;
        if (CHANGES_DATA.contains(both)) {
            mistake("would change data (" + both.replaceFirst("^[()] ", "") + "); a KPI's query only reads");
        } else if (token.equals("into")) {
            mistake("would write its answer into a table (into); a KPI's query only reads");
        } else if (LOCKS.contains(both)) {
            mistake("would lock rows (" + both + "); a KPI's query only reads");
        } else if (token.equals("(") && reachesOut(lastToken)) {
            mistake("calls " + lastToken + ", which reaches out of the tables; a KPI's query only reads");
        }
    }

    private static boolean reachesOut(String function) {
        String name = function.replace("\"", "");
        return REACHES_OUT.stream().anyMatch(name::startsWith);
    }

    private void copy(int end) {
        jdbc.append(sql, position, end);
        position = end;
    }

    private void mistake(String what) {
        if (!mistakes.contains(what)) {
            mistakes.add(what);
        }
    }

    private int endOf(String closing, int from) {
        int end = sql.indexOf(closing, from);
        return end < 0 ? sql.length() : end + closing.length();
    }

    /** Comments nest in PostgreSQL and H2. */
    private int endOfComment() {
        int depth = 0;
        for (int i = position; i < sql.length() - 1; i++) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i++;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return sql.length();
    }

    private int endOfQuoted(char quote, boolean hasBackslashes) {
        for (int i = position + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\' && hasBackslashes) {
                i++;
            } else if (c == quote) {
                if (charAt(i + 1) != quote) {
                    return i + 1;
                }
                i++;
            }
        }
        mistake("has a quote that is never closed");
        return sql.length();
    }

    /** {@code $$} or {@code $name$} where one opens here, else empty; {@code a$b} and {@code $1} are none. */
    private String dollarTag() {
        int end = position + 1;
        while (end < sql.length() && isNamePart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        boolean isTag = charAt(end) == '$' && !Character.isDigit(charAt(position + 1));
        return isTag ? sql.substring(position, end + 1) : "";
    }

    private int endOfName(int from) {
        int end = from;
        while (end < sql.length() && isNamePart(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    private boolean startsWith(String text) {
        return sql.startsWith(text, position);
    }

    private boolean isGlued() {
        return position > 0 && isNamePart(sql.charAt(position - 1));
    }

    private char charAt(int index) {
        return index < sql.length() ? sql.charAt(index) : '\0';
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
