package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page for those who write rules shows what there is. When the program has changed, {@code mvn test
 * -Dtest=RulesPageTest -Dbellwether.write-docs=true} writes the page anew, to be read through before it is kept.
 */
class RulesPageTest {

    private static final Path PAGE = Path.of("docs/rules.md");

    @TempDir
    private Path home;

    @Test
    void itsFilesItsCommandsAndItsFiguresAreTrue() throws IOException {
        String text = Files.readString(PAGE);
        var page = new RulesPage(text, home);

        String replayed = page.replayed();

        assertThat(page.commands()).isGreaterThan(10);
        if (Boolean.getBoolean("bellwether.write-docs")) {
            Files.writeString(PAGE, replayed);
        } else {
            assertThat(RulesPage.withoutSeconds(text)).isEqualTo(RulesPage.withoutSeconds(replayed));
        }
    }
}
