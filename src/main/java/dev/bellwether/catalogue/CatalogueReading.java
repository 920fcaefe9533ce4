package dev.bellwether.catalogue;

import dev.bellwether.kpi.KpiId;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import java.util.List;
import java.util.Set;

/**
 * What one reading of a folder of KPI files gave.
 *
 * @param catalogue the KPIs and markets without a mistake
 * @param files the names of those that were read
 * @param problems every mistake, by file, line and column
 * @param unclear what the mistakes befell, so that an earlier definition may stay
 */
public record CatalogueReading(Catalogue catalogue, List<String> files, List<Problem> problems, Unclear unclear) {

    public CatalogueReading {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    /** Whether a KPI of this name may be meant to be there, though the catalogue has none: its file has a mistake. */
    public boolean mayHold(String kpi) {
        return unclear.folder()
                || !unclear.files().isEmpty()
                || unclear.kpis().stream().anyMatch(id -> id.value().equals(kpi));
    }

    /**
     * What a reading could not tell.
     *
     * @param kpis those whose definition has a mistake
     * @param files those that are not YAML, or hold an entry whose id cannot be read
     * @param folder whether the folder itself could not be read, or holds nothing
     * @param markets whether the markets have a mistake
     * @param calendar whether the calendar has a mistake
     */
    record Unclear(Set<KpiId> kpis, Set<String> files, boolean folder, boolean markets, boolean calendar) {

        Unclear {
            kpis = Set.copyOf(kpis);
            files = Set.copyOf(files);
        }

        /** Whether a KPI that is no longer found may still be meant to be there. */
        boolean mayStillHold(KpiId id, Location lastPlace) {
            return folder || kpis.contains(id) || files.contains(lastPlace.file());
        }
    }
}
