package dev.bellwether.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first steps of runbooks: the first numbered list of the page that a rule names, where it is a file below a folder.
 * A page that cannot be read has no steps.
 */
public final class RunbookSteps {

    /** No page is at hand. */
    public static final RunbookSteps NONE = new RunbookSteps(null);

    private static final int MOST_STEPS = 5;
    private static final int LONGEST_STEP = 300;
    private static final long LONGEST_PAGE = 256 * 1024;
    private static final Pattern STEP = Pattern.compile("\\d{1,2}[.)]\\s+(.*)");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern MARKS = Pattern.compile("[`*]+");

    private record Page(long changed, List<String> steps) {}

    private final @Nullable Path folder;
    private final Map<Path, Page> pages = new ConcurrentHashMap<>();

    /** @param folder what the rules' paths begin at */
    public RunbookSteps(@Nullable Path folder) {
        this.folder = folder == null ? null : folder.toAbsolutePath().normalize();
    }

    List<String> of(String runbook) {
        if (folder == null || !runbook.endsWith(".md")) {
            return List.of();
        }
        try {
            Path page = folder.resolve(runbook).normalize();
            // a rule's text must not show what lies elsewhere on the disk
            if (!page.startsWith(folder) || !Files.isRegularFile(page) || Files.size(page) > LONGEST_PAGE) {
                return List.of();
            }
            long changed = Files.getLastModifiedTime(page).toMillis();
            Page known = pages.get(page);
            if (known == null || known.changed() != changed) {
                known = new Page(changed, steps(Files.readString(page)));
                pages.put(page, known);
            }
            return known.steps();
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }

    static List<String> steps(String page) {
        var steps = new ArrayList<String>();
        for (String line : page.lines().toList()) {
            Matcher step = STEP.matcher(line);
            if (step.matches()) {
                steps.add(step.group(1));
            } else if (!steps.isEmpty() && line.startsWith("  ") && !line.isBlank()) {
                steps.set(steps.size() - 1, steps.get(steps.size() - 1) + " " + line.strip());
            } else if (!steps.isEmpty()) {
                break;
            }
        }
        return steps.stream().limit(MOST_STEPS).map(RunbookSteps::words).toList();
    }

    private static String words(String written) {
        String words = MARKS.matcher(LINK.matcher(written).replaceAll("$1")).replaceAll("");
        return Plain.cut(Plain.line(words), LONGEST_STEP);
    }
}
