package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.testing.Accounts;
import dev.bellwether.testing.Installed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Debian's amtool against the running service. */
class AmtoolIT extends RunningService {

    private record Ran(int exit, String out) {}

    @Test
    void listsAlertsAndAddsQueriesAndExpiresSilences() throws Exception {
        fires("market", "QE", "carrier", "correo");
        fires("market", "QL", "carrier", "Für \"alle\" 玩具 <b>");
        assertThat(amtool("alert", "query").out())
                .contains("ShippingDelaySpike", "Spain via Correo Exprés: 41.0 % arrive in time");
        assertThat(amtool("-o", "extended", "alert", "query", "market=QL").out())
                .contains("carrier=\"Für \"alle\" 玩具 <b>\"")
                .doesNotContain("market=\"QE\"");
        assertThat(amtool("-o", "json", "alert", "query", "--receiver=operations")
                        .out())
                .contains("\"fingerprint\"");
        assertThat(amtool("-o", "json", "alert", "query", "--receiver=nobody").out())
                .doesNotContain("\"fingerprint\"");

        Ran added = amtool(
                "silence", "add", "market=~.E", "carrier!=seur", "--author=ada", "--comment=known", "--duration=2h");
        assertThat(added.exit()).as(added.out()).isZero();
        String id = added.out().strip();
        assertThat(amtool("silence", "query").out())
                .contains(id, "market=~\".E\"", "carrier!=\"seur\"", "ada", "known");
        assertThat(amtool("silence", "query", "market=QE").exit()).isZero();
        assertThat(amtool("-o", "extended", "alert", "query").out()).doesNotContain("market=\"QE\"");
        assertThat(amtool("-o", "extended", "alert", "query", "--silenced").out())
                .contains("market=\"QE\"", "suppressed")
                .doesNotContain("market=\"QL\"");

        Ran updated = amtool("silence", "update", "--comment=still known", id);
        assertThat(updated.exit()).as(updated.out()).isZero();
        assertThat(amtool("silence", "query").out()).contains(id, "still known");

        Ran expired = amtool("silence", "expire", id);
        assertThat(expired.exit()).as(expired.out()).isZero();
        assertThat(amtool("silence", "query").out()).doesNotContain(id);
        assertThat(amtool("silence", "query", "--expired").out()).contains(id);
        assertThat(amtool("-o", "extended", "alert", "query").out()).contains("market=\"QE\"");
        assertThat(amtool("silence", "expire", id).exit()).isNotZero();
    }

    @Test
    void saysWhyItRefuses() throws Exception {
        Ran everything = amtool("silence", "add", "market=~.*", "--author=ada", "--comment=all");
        Ran alert = amtool("alert", "add", "Mine", "market=QE");

        assertThat(everything.exit()).isNotZero();
        assertThat(everything.out()).contains("all match an empty value");
        assertThat(alert.exit()).isNotZero();
        assertThat(amtool("config", "show").exit()).isZero();
    }

    private Ran amtool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Installed.program("amtool", "prometheus-alertmanager"));
        command.add("--no-version-check"); // Debian's is older than the API spoken here, and says so each time
        command.add("--alertmanager.url=" + url().replace("://", "://operator:" + Accounts.PASSWORD + "@")
                + "/alertmanager");
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), out);
    }
}
