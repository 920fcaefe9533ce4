package dev.bellwether.catalogue;

import dev.bellwether.kpi.Market;
import dev.bellwether.problem.Problems;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads one entry of {@code markets.yml}. */
final class MarketReader {

    private static final List<String> KEYS = List.of("market", "title", "zone", "currency", "region");

    private MarketReader() {}

    /** Nothing when the entry has a mistake, which {@code problems} says then. */
    static Optional<Market> read(YamlNode entry, Problems problems) {
        return entry.map("a market").flatMap(map -> read(map, problems));
    }

    private static Optional<Market> read(YamlMap map, Problems problems) {
        int before = problems.size();
        map.refuseKeysOtherThan(KEYS);
        Optional<String> code = map.require("market", YamlForm.TEXT);
        Optional<String> title = map.require("title", YamlForm.TEXT);
        Optional<ZoneId> zone = map.require("zone", KpiForms.ZONE);
        map.get("currency", YamlForm.TEXT);
        map.get("region", YamlForm.TEXT);
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new Market(code.orElseThrow(), title.orElseThrow(), zone.orElseThrow()));
    }
}
