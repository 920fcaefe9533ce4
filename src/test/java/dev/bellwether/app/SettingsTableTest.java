package dev.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.testing.KnownProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of settings in docs/operations.md is what application.yml says. {@code mvn test -Dtest=SettingsTableTest
 * -Dbellwether.write-docs=true} writes it anew.
 */
class SettingsTableTest {

    private static final Path PAGE = Path.of("docs/operations.md");
    private static final String BEGIN = "<!-- settings, written by SettingsTableTest -->\n";
    private static final String END = "<!-- end of settings -->";

    private static final Pattern EXAMPLE = Pattern.compile("( *)# ( *)([\\w\"\\[@.\\]-]+:( .*)?)");
    private static final Pattern KEY = Pattern.compile("( *)([^\\s#:]+):(?: ++(?!#)(.*?))?(?: +# (.*))?");

    /** What stands after the key of a list for its members. */
    private static final String ITEM = "[]";

    /** A key with its default and what it means. */
    private record Setting(String key, String value, String meaning) {

        String row() {
            return "| `" + key + "` | " + (value.isEmpty() ? "" : "`" + value + "`") + " | "
                    + meaning.replace("|", "\\|") + " |\n";
        }
    }

    @Test
    void theTableHasEveryKeyWithItsDefaultAndComment() throws IOException {
        String page = Files.readString(PAGE);
        String table = "| key | default | meaning |\n|---|---|---|\n"
                + settings().stream().map(Setting::row).collect(Collectors.joining());
        String written = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + "\n" + table + "\n"
                + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("bellwether.write-docs")) {
            Files.writeString(PAGE, written);
            return;
        }

        assertThat(page).isEqualTo(written);
    }

    @Test
    void noKeyIsLeftOut() throws IOException {
        Set<String> keys = settings().stream()
                .map(setting -> setting.key().replaceFirst("\\[].*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ours = KnownProperties.keysOf("application.yml").stream()
                .filter(key -> !key.startsWith("logging."))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(keys).containsAll(ours);
    }

    /** Keys with a value; those that are only there as an example are shown with it. */
    private static List<Setting> settings() throws IOException {
        var settings = new ArrayList<Setting>();
        var path = new ArrayList<String>();
        var meanings = new ArrayList<String>();
        for (String written : Files.readAllLines(Path.of("src/main/resources/application.yml"))) {
            Matcher example = EXAMPLE.matcher(written);
            String line = example.matches() ? example.group(1) + example.group(2) + example.group(3) : written;
            Matcher key = KEY.matcher(line.replaceFirst("^( *)- ", "$1  "));
            if (line.strip().startsWith("#") || !key.matches()) {
                continue;
            }
            boolean isItem = line.strip().startsWith("- ");
            int depth = key.group(1).length() / 2;
            while (path.size() > (isItem ? depth - 1 : depth)) {
                path.remove(path.size() - 1);
                meanings.remove(meanings.size() - 1);
            }
            if (isItem) {
                path.add(ITEM);
                meanings.add(meanings.get(meanings.size() - 1));
            }
            String above = meanings.isEmpty() ? "" : meanings.get(meanings.size() - 1);
            String meaning = key.group(4) == null ? above : key.group(4).strip();
            path.add(key.group(2));
            meanings.add(key.group(4) == null && key.group(3) != null ? above : meaning);
            String value = key.group(3) == null ? "" : key.group(3).strip();
            if (key.group(3) != null && !path.get(0).equals("logging")) {
                settings.add(new Setting(String.join(".", path).replace("." + ITEM, ITEM), value, meaning));
            }
        }
        return settings;
    }
}
