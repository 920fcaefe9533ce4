package dev.bellwether.catalogue;

import dev.bellwether.kpi.Impact;
import dev.bellwether.kpi.Unit;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what a KPI's figures stand for: {@code impact: {counts: parcels, usd_each: 24, additive: true}}. */
final class ImpactReader {

    static final List<String> KEYS = List.of("counts", "usd_each", "additive");
    private static final YamlForm<String> COUNTED = YamlForm.of(
            "what is counted", YamlForm.TEXT.parser(), "write what is counted, in the plural, such as orders");
    private static final Set<Unit> COUNTABLE = Set.of(Unit.RATIO, Unit.COUNT, Unit.USD);

    private ImpactReader() {}

    static Optional<Impact> read(YamlNode node, Optional<Unit> unit) {
        Optional<YamlMap> written = node.map("an impact");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        YamlMap map = written.get();
        map.refuseKeysOtherThan(KEYS);
        if (unit.isPresent() && !COUNTABLE.contains(unit.get())) {
            node.problem(
                    "nothing can be counted by a figure in " + unit.get().name().toLowerCase(Locale.ROOT),
                    "give an impact to a ratio, a count or an amount in usd only");
        }
        boolean isMoney = unit.equals(Optional.of(Unit.USD));
        boolean additive = map.get("additive", YamlForm.TRUTH).orElse(false);
        String counts = isMoney && additive
                ? map.get("counts", COUNTED).orElse("")
                : map.require("counts", COUNTED).orElse("");
        return Optional.of(new Impact(counts, usdEach(map, isMoney), additive));
    }

    private static double usdEach(YamlMap map, boolean isMoney) {
        double usdEach = map.get("usd_each", YamlForm.NUMBER).orElse(Double.NaN);
        if (usdEach <= 0) {
            map.problem("usd_each", "usd_each is not above 0", "write what one is worth, such as 24");
        } else if (isMoney && !Double.isNaN(usdEach)) {
            map.problem("usd_each", "a KPI in usd says what it is worth itself", "leave usd_each out");
        }
        return usdEach;
    }
}
