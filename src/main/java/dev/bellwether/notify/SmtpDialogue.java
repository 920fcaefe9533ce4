package dev.bellwether.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes what Jakarta Mail writes of a session readable: who said what, without the mail itself and its remarks. */
final class SmtpDialogue {

    private static final Pattern REPLY = Pattern.compile("\\d{3}([ -].*)?");
    private static final Pattern HIDDEN = Pattern.compile("DEBUG SMTP: (AUTH \\S+) command trace suppressed");

    private SmtpDialogue() {}

    /** {@code S:} lines are the server's, {@code C:} lines ours. */
    static List<String> of(String trace) {
        var lines = new ArrayList<String>();
        boolean isMail = false;
        int mailLines = 0;
        for (String line : trace.lines().toList()) {
            Matcher hidden = HIDDEN.matcher(line);
            if (isMail) {
                mailLines++;
                if (line.equals(".")) {
                    lines.add("C: (the mail, " + (mailLines - 1) + " lines)");
                    isMail = false;
                }
            } else if (hidden.matches()) {
                lines.add("C: " + hidden.group(1) + " (credentials not shown)");
            } else if (REPLY.matcher(line).matches()) {
                lines.add("S: " + Plain.line(line));
                isMail = line.startsWith("354");
                mailLines = 0;
            } else if (!line.startsWith("DEBUG") && !line.isBlank()) {
                lines.add("C: " + Plain.line(line));
            }
        }
        return List.copyOf(lines);
    }
}
