package dev.bellwether.catalogue;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Market;
import dev.bellwether.kpi.MarketCalendar;
import dev.bellwether.kpi.Markets;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds the catalogue that is live, and reads the folder again when asked. A mistake never takes a KPI out of
 * watch: its last good definition stays until the mistake is mended or the KPI is removed from a file that can be
 * read.
 *
 * <p>Empty until the first {@link #reload()}. Safe for use by several threads.
 */
public final class CatalogueBook {

    private final Path folder;
    private KpiFolder seen = KpiFolder.NEVER_READ;
    private Reload lastReload = new Reload(false, List.of(), List.of());
    private volatile Catalogue current = Catalogue.EMPTY;

    public CatalogueBook(Path folder) {
        this.folder = folder;
    }

    /**
     * What came of a reload.
     *
     * @param changed whether another catalogue is live than before
     * @param problems every mistake in the files as they are now, also when nothing changed
     * @param kept the KPIs that are live in an earlier definition than the files would have
     */
    public record Reload(boolean changed, List<Problem> problems, List<KpiId> kept) {

        public Reload {
            problems = List.copyOf(problems);
            kept = List.copyOf(kept);
        }
    }

    /** The catalogue that is live. */
    public Catalogue current() {
        return current;
    }

    /** What is wrong with the files as they were last read. */
    public synchronized List<Problem> problems() {
        return lastReload.problems();
    }

    /** Whether the files hold anything else than at the last reload; reads them only when one was touched. */
    public synchronized boolean hasChanged() {
        try {
            if (seen.problems().isEmpty() && KpiFolder.stampsOf(folder).equals(seen.stamps())) {
                return false;
            }
        } catch (IOException e) {
            return seen.problems().isEmpty(); // told once, not every few seconds
        }
        KpiFolder now = KpiFolder.read(folder);
        if (!now.holdsTheSameAs(seen)) {
            return true;
        }
        seen = now; // touched, not changed
        return false;
    }

    /** Reads the folder and makes live what is right in it. */
    public synchronized Reload reload() {
        KpiFolder now = KpiFolder.read(folder);
        if (now.holdsTheSameAs(seen)) {
            seen = now;
            lastReload = new Reload(false, lastReload.problems(), lastReload.kept());
            return lastReload;
        }
        CatalogueReading reading = CatalogueReader.read(now);
        List<KpiId> kept = current.kpis().stream()
                .map(Kpi::id)
                .filter(id -> isKept(id, reading))
                .toList();
        seen = now;
        current = withKept(kept, reading);
        lastReload = new Reload(true, reading.problems(), kept);
        return lastReload;
    }

    private boolean isKept(KpiId id, CatalogueReading reading) {
        Location lastPlace = current.where(id).orElseThrow();
        return reading.catalogue().find(id).isEmpty() && reading.unclear().mayStillHold(id, lastPlace);
    }

    private Catalogue withKept(List<KpiId> kept, CatalogueReading reading) {
        Map<KpiId, Kpi> kpis = new HashMap<>();
        Map<KpiId, Location> places = new HashMap<>();
        for (Kpi kpi : reading.catalogue().kpis()) {
            kpis.put(kpi.id(), kpi);
            places.put(kpi.id(), reading.catalogue().where(kpi.id()).orElseThrow());
        }
        for (KpiId id : kept) {
            kpis.put(id, current.find(id).orElseThrow());
            places.put(id, current.where(id).orElseThrow());
        }
        return new Catalogue(kpis, places, markets(reading));
    }

    /** Zones and holidays decide what readings are compared with, so a mistake must not take them away. */
    private Markets markets(CatalogueReading reading) {
        CatalogueReading.Unclear unclear = reading.unclear();
        boolean isCalendarKept = unclear.calendar() || unclear.folder();
        MarketCalendar calendar =
                (isCalendarKept ? current.markets() : reading.catalogue().markets()).calendar();
        var byCode = new TreeMap<String, Market>();
        if (unclear.markets() || unclear.folder()) {
            current.markets().all().forEach(market -> byCode.put(market.code(), market));
        }
        reading.catalogue().markets().all().forEach(market -> byCode.put(market.code(), market));
        return new Markets(byCode.values(), calendar);
    }
}
