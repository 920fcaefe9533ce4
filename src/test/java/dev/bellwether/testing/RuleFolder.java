package dev.bellwether.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small marketplace in a folder: KPIs of three grains and zones, four rules and a limit, and what tests write. */
public final class RuleFolder {

    private static final String KPIS = """
            - id: late_shipment_ratio
              title: Late shipments
              unit: ratio
              direction: lower_is_better
              tier: core
              stage: post_purchase
              stakeholder: sellers
              owner: seller-success
              dimensions: [market]
              grain: 1d
              delay: 2h
              source: warehouse
              query: SELECT 1
            - id: checkouts_total
              title: Checkouts
              unit: count
              direction: higher_is_better
              tier: core
              stage: purchase
              stakeholder: buyers
              owner: commerce-ops
              dimensions: [market, method]
              grain: 1h
              source: warehouse
              query: SELECT 1
            - id: orders_total
              title: Orders of a day in Madrid
              unit: count
              direction: higher_is_better
              tier: core
              stage: purchase
              stakeholder: buyers
              owner: commerce-ops
              grain: 1d
              zone: Europe/Madrid
              source: warehouse
              query: SELECT 1
            """;

    private static final String MARKETS = """
            - {market: BR, title: Brazil, zone: America/Sao_Paulo}
            - {market: ES, title: Spain, zone: Europe/Madrid}
            - {market: PL, title: Poland, zone: Europe/Warsaw}
            """;

    private static final String RULES = """
            package market;

            import dev.bellwether.alert.Breach;
            import dev.bellwether.history.Snapshot;
            import accumulate dev.bellwether.rules.DistinctCount distinct;

            global dev.bellwether.rules.Breaches breaches;

            rule "LateShipmentSpike"
              @severity("high") @owner("seller-success") @for("2 of 3") @keepFiringFor("1d")
              @summary("{{market}}: {{value}} late, {{expected}} is usual") @runbook("late.md")
            when
              $s : Snapshot( kpi == "late_shipment_ratio", sample >= 100, delta >= limit("late_rise_min"), z >= 3 )
            then
              breaches.raise($s);
            end

            rule "LateEverywhere"
              @severity("critical") @owner("logistics-ops") @summary("late in {{count}} markets: {{market}}")
              @runbook("everywhere.md")
            when
              groupby( $b : Breach( alertname == "LateShipmentSpike", $kpi : kpi, $market : label("market") );
                       $k : $kpi;
                       $n : distinct($market), $evidence : collectList($b);
                       $n >= 2 )
            then
              breaches.raise("kpi_id", $k, $evidence);
            end

            rule "CheckoutsLow"
              @severity("warning") @owner("commerce-ops") @summary("{{market}}, {{method}}: {{value}}") @runbook("low.md")
            when
              $s : Snapshot( kpi == "checkouts_total", value < low )
            then
              breaches.raise($s);
            end

            rule "OrdersLow"
              @severity("warning") @owner("commerce-ops") @summary("{{value}} orders") @runbook("orders.md")
            when
              $s : Snapshot( kpi == "orders_total", value < low )
            then
              breaches.raise($s);
            end
            """;

    private static final String LIMITS = """
            limit,market,value,valid_from,note
            late_rise_min,,0.05,,
            """;

    private final Path folder;

    public RuleFolder(Path folder) {
        this.folder = folder;
        write("kpis/market.yml", KPIS);
        write("kpis/markets.yml", MARKETS);
        write("rules/market.drl", RULES);
        write("rules/limits.csv", LIMITS);
    }

    public Path kpis() {
        return folder.resolve("kpis");
    }

    public Path rules() {
        return folder.resolve("rules");
    }

    public Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was printed, with this folder left out of the names of files. */
    public String shown(String printed) {
        return printed.replace(folder.toString().replace('\\', '/') + "/", "");
    }
}
