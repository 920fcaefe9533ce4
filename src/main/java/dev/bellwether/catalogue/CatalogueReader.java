package dev.bellwether.catalogue;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Market;
import dev.bellwether.kpi.Markets;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import dev.bellwether.yaml.YamlDocument;
import dev.bellwether.yaml.YamlNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a folder of KPI files: a list of KPIs in each {@code *.yml}, the markets in {@code markets.yml}, what makes days unlike others in {@code calendar.yml}. */
public final class CatalogueReader {

    static final String MARKETS_FILE = "markets.yml";
    static final String CALENDAR_FILE = "calendar.yml";

    private CatalogueReader() {}

    /** Reads all files and names every mistake in them; what has none is in the catalogue. */
    public static CatalogueReading read(Path folder) {
        return read(KpiFolder.read(folder));
    }

    static CatalogueReading read(KpiFolder folder) {
        var reader = new Reading(folder);
        folder.files().forEach(reader::readFile);
        return reader.result();
    }

    /** One reading while it goes on. */
    private static final class Reading {

        private final Problems problems = new Problems();
        private final List<String> files;
        private final Map<KpiId, Kpi> kpis = new HashMap<>();
        private final Map<KpiId, Location> places = new LinkedHashMap<>();
        private final Map<String, Market> markets = new LinkedHashMap<>();
        private final Map<String, Location> marketPlaces = new HashMap<>();
        private final Set<KpiId> broken = new HashSet<>();
        private final Set<String> unclearFiles = new HashSet<>();
        private final boolean isFolderUnclear;
        private final CalendarReader calendar = new CalendarReader(problems);
        private boolean areMarketsUnclear;
        private boolean isCalendarUnclear;

        Reading(KpiFolder folder) {
            problems.addAll(folder.problems());
            files = folder.files().stream().map(KpiFolder.File::name).toList();
            isFolderUnclear = !folder.problems().isEmpty();
        }

        void readFile(KpiFolder.File file) {
            Optional<YamlNode> top = YamlDocument.parse(file.content(), file.name(), problems);
            if (file.isCalled(MARKETS_FILE)) {
                readMarkets(top);
            } else if (file.isCalled(CALENDAR_FILE)) {
                readCalendar(top);
            } else {
                readKpis(file.name(), top);
            }
        }

        private void readKpis(String file, Optional<YamlNode> top) {
            if (top.isEmpty() || !top.get().isList()) {
                unclearFiles.add(file);
            }
            top.ifPresent(node -> node.list("KPIs").forEach(entry -> readKpi(file, entry)));
        }

        private void readKpi(String file, YamlNode entry) {
            KpiReader.Read read = KpiReader.read(entry, problems);
            if (read.id().isEmpty()) {
                unclearFiles.add(file); // which KPI this was meant to be cannot be told
                return;
            }
            KpiId id = read.id().get();
            Location earlier = places.putIfAbsent(id, read.where());
            if (earlier != null) {
                problems.add(read.where(), "KPI \"" + id + "\" is also defined in " + earlier, "keep one of them");
                broken.add(id);
            }
            read.kpi().ifPresentOrElse(kpi -> kpis.put(id, kpi), () -> broken.add(id));
        }

        private void readMarkets(Optional<YamlNode> top) {
            int before = problems.size();
            top.ifPresent(node -> node.list("markets").forEach(this::readMarket));
            areMarketsUnclear = top.isEmpty() || problems.size() > before;
        }

        private void readCalendar(Optional<YamlNode> top) {
            int before = problems.size();
            top.ifPresent(calendar::read);
            isCalendarUnclear = top.isEmpty() || problems.size() > before;
        }

        private void readMarket(YamlNode entry) {
            MarketReader.read(entry, problems).ifPresent(market -> {
                Location earlier = marketPlaces.putIfAbsent(market.code(), entry.where());
                if (earlier != null) {
                    entry.problem(
                            "market \"" + market.code() + "\" is also defined in line " + earlier.line(),
                            "keep one of them");
                }
                markets.putIfAbsent(market.code(), market);
            });
        }

        CatalogueReading result() {
            int before = problems.size();
            if (!areMarketsUnclear && unclearFiles.isEmpty()) { // else what is named may yet be there
                calendar.checkReach(markets.keySet(), places.keySet());
            }
            isCalendarUnclear |= problems.size() > before;
            // two definitions of one KPI: neither is known to be the right one
            kpis.keySet().removeAll(broken);
            places.keySet().retainAll(kpis.keySet());
            var catalogue = new Catalogue(kpis, places, new Markets(markets.values(), calendar.calendar()));
            return new CatalogueReading(
                    catalogue,
                    files,
                    problems.list(),
                    new CatalogueReading.Unclear(
                            broken, unclearFiles, isFolderUnclear, areMarketsUnclear, isCalendarUnclear));
        }
    }
}
