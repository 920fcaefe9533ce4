package dev.bellwether.catalogue;

import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.yaml.YamlForm;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** How the values of a KPI file are written. */
final class KpiForms {

    static final YamlForm<KpiId> ID = YamlForm.of(
            "a KPI id",
            text -> Optional.of(text).filter(KpiId.FORM.asMatchPredicate()).map(KpiId::new),
            "write it in small letters with _ between the words, ending in the unit, like late_shipment_ratio");

    static final YamlForm<Grain> GRAIN =
            YamlForm.of("a grain", Grain::parse, "write it like " + YamlForm.enumerated(Grain.examples()));

    static final YamlForm<Duration> DURATION =
            YamlForm.of("a duration", Durations::parse, "write it like 90s, 5m, 1h30m or 2d");

    static final YamlForm<String> DIMENSION = YamlForm.matching(
            "a dimension",
            KpiId.FORM,
            "write it in small letters with _ between the words, like market or payment_method");

    static final YamlForm<ZoneId> ZONE = new YamlForm<>(
            "a time zone",
            text -> Optional.of(text).filter(zones()::contains).map(ZoneId::of),
            text -> DidYouMean.among(text, zones())
                    .filter(near -> !text.isEmpty())
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse("write it like Europe/Madrid or UTC"));

    private KpiForms() {}

    private static Set<String> zones() {
        return ZoneId.getAvailableZoneIds();
    }
}
