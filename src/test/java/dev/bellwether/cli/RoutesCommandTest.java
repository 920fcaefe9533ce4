package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Cli cli = new Cli(new PrintWriter(out, true), new PrintWriter(err, true));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeRoutes() throws IOException {
        file = Files.writeString(folder.resolve("routes.yml"), """
                owners: {logistics-ops: [logistics@example.com]}
                receivers:
                  - {name: operations, email: [ops@example.com]}
                  - {name: teams, email: [owner], fallback: ops@example.com}
                  - {name: bridge, webhook: [{url: "https://bridge.example.com/hook?key=secret"}], send_resolved: false}
                time_intervals:
                  - name: nights
                    time_intervals: [{times: ["18:00-08:00"], location: market}]
                route:
                  receiver: operations
                  group_by: [market]
                  routes:
                    - {matchers: [severity="critical"], receiver: bridge, group_wait: 0s, repeat_interval: 4h 1d off, continue: true}
                    - {matchers: [owner!=""], receiver: teams, group_by: ["..."], mute_time_intervals: [nights]}
                """);
        Files.writeString(Files.createDirectory(folder.resolve("kpis")).resolve("markets.yml"), """
                - {market: BR, title: Brazil, zone: America/Sao_Paulo}
                """);
    }

    private int run(String... args) {
        return cli.run(args);
    }

    @Test
    void showsTheTreeWithWhatIsInherited() {
        assertThat(run("routes", "show", "--routes", file.toString())).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                all -> operations
                    grouped by market; wait 30s, interval 5m, repeat 4h
                  severity="critical" -> bridge, and on
                      grouped by market; wait 0s, interval 5m, repeat 4h 1d off
                  owner!="" -> teams
                      each alert alone; wait 30s, interval 5m, repeat 4h; muted in nights

                receiver operations: ops@example.com
                receiver teams: the team that owner names, or else ops@example.com
                receiver bridge: webhook https://bridge.example.com/hook; not told of ends
                """);
    }

    @Test
    @DisplayName("AC 24, AC 40: says who hears of an alert, in which group, and that it is muted in its market's night")
    void saysWhoHearsOfAnAlert() {
        int code = run(
                "routes",
                "test",
                "market=BR",
                "severity=critical",
                "owner=logistics-ops",
                "--at",
                "2026-11-23T22:00:00Z",
                "--routes",
                file.toString(),
                "--kpis",
                folder.resolve("kpis").toString());

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                bridge: webhook https://bridge.example.com/hook
                  route {}/{severity="critical"}
                  group {market="BR"}
                  grouped by market; wait 0s, interval 5m, repeat 4h 1d off
                  never muted by time
                teams: logistics@example.com
                  route {}/{owner!=""}
                  group {market="BR", owner="logistics-ops", severity="critical"}
                  each alert alone; wait 30s, interval 5m, repeat 4h
                  muted at 2026-11-23T22:00:00Z: mute time "nights"
                """);
    }

    @Test
    void byDayTheRouteIsHeard() { // 20:00 UTC is five in the afternoon in Brazil
        run(
                "routes",
                "test",
                "market=BR",
                "owner=x",
                "--at",
                "2026-11-23T20:00:00Z",
                "--routes",
                file.toString(),
                "--kpis",
                folder.resolve("kpis").toString());

        assertThat(out.toString()).startsWith("teams: ops@example.com").contains("not muted at 2026-11-23T20:00:00Z");
    }

    @Test
    @DisplayName("AC 25: an alert that no route is about goes to the root's receiver")
    void withoutLabelsTheRootTakesIt() {
        assertThat(run("routes", "test", "--routes", file.toString())).isZero();

        assertThat(out.toString()).startsWith("operations: ops@example.com");
    }

    @Test
    @DisplayName("AC 27: mistakes are printed with their place, and the exit code is 1")
    void printsMistakes() throws IOException {
        Files.writeString(file, "receivers: [{name: a, email: [a@example.com]}]\nroute: {receiver: b, routs: []}\n");

        assertThat(run("routes", "show", "--routes", file.toString())).isEqualTo(Cli.MISTAKES);

        assertThat(out.toString())
                .contains("routes.yml:2:19: there is no receiver \"b\"", "routes.yml:2:22: unknown key \"routs\"");
    }

    @Test
    void aFileThatIsNotThereOrAWrongTimeIsWrongUsage() {
        assertThat(run("routes", "show", "--routes", folder.resolve("none.yml").toString()))
                .isEqualTo(Cli.NOT_RUN);
        assertThat(run("routes", "test", "--at", "noon", "--routes", file.toString()))
                .isEqualTo(Cli.NOT_RUN);
        assertThat(run("routes")).isEqualTo(Cli.NOT_RUN);
        assertThat(err.toString()).contains("there is no file", "--at noon is no time", "routes show, or routes test");
    }

    @Test
    void helpHasExamples() {
        assertThat(run("routes", "test", "--help")).isZero();
        assertThat(run("receivers", "test", "--help")).isZero();

        assertThat(out.toString())
                .contains("routes test market=BR severity=critical", "receivers test operations", "Exit codes: 0");
    }
}
