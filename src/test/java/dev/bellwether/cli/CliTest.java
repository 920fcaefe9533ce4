package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Cli cli = new Cli(new PrintWriter(out, true), new PrintWriter(err, true));

    @Test
    void servesWithoutAVerb() {
        assertThat(Cli.isToServe()).isTrue();
        assertThat(Cli.isToServe("--spring.profiles.active=demo")).isTrue();
        assertThat(Cli.isToServe("--spring.config.additional-location=file:x", "--debug"))
                .isTrue();
    }

    @Test
    void servesWithItsVerbAndLeavesTheRestToSpring() {
        assertThat(Cli.isToServe("serve", "--server.port=0")).isTrue();
        assertThat(Cli.settingsOf("serve", "--server.port=0")).containsExactly("--server.port=0");
        assertThat(Cli.settingsOf("--server.port=0")).containsExactly("--server.port=0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "--version", "-V", "check", "--hlep", "server", "-x"})
    void leavesEverythingElseToTheCommandLine(String first) {
        assertThat(Cli.isToServe(first)).isFalse();
        assertThat(Cli.isToServe("serve", first)).isFalse();
    }

    @Test
    void helpListsTheVerbsWithAnExample() {
        assertThat(cli.run("--help")).isZero();
        assertThat(out.toString())
                .contains("serve", "java -jar bellwether.jar serve --spring.profiles.active=demo", "Exit codes");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpOfAVerbHasAnExample() {
        assertThat(cli.run("serve", "--help")).isZero();
        assertThat(out.toString()).contains("bellwether serve [--SETTING=VALUE...]", "--server.port=9000");
    }

    @Test
    void versionIsOneLine() {
        assertThat(cli.run("--version")).isZero();
        assertThat(out.toString()).startsWith("bellwether ").contains("Java").hasLineCount(1);
    }

    @Test
    void anUnknownVerbIsRefusedWithWhatWasMeant() {
        assertThat(cli.run("srve")).isEqualTo(2);
        assertThat(err.toString()).contains("\"srve\" is not known; did you mean \"serve\"?");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anUnknownOptionIsRefusedWithWhatWasMeant() {
        assertThat(cli.run("--hlep")).isEqualTo(2);
        assertThat(err.toString()).contains("\"--hlep\" is not known; did you mean \"--help\"?");
    }

    @Test
    void aWordThatIsNoSettingIsRefused() {
        assertThat(cli.run("serve", "8080")).isEqualTo(2);
        assertThat(err.toString()).contains("\"8080\" is not known");
    }
}
