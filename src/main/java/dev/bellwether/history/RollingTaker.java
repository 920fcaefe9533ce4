package dev.bellwether.history;

import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts together what the windows of KPIs hold. A window of {@code n} grains is cut into pieces of about {@code √n}
 * grains at fixed times; the sums of whole pieces are kept in memory, and only the ends of the window are read again.
 * They can be had from history at any time, so a restart changes nothing.
 */
final class RollingTaker {

    private record Piece(KpiId kpi, int grains) {}

    private final History history;
    private final Map<Piece, TreeMap<Long, RollingSums>> kept = new ConcurrentHashMap<>();

    RollingTaker(History history) {
        this.history = history;
    }

    /** The windows that end with {@code at}, without its own readings. */
    RollingFigures before(Kpi kpi, Instant at, int size) {
        List<RollingSums> sums = new ArrayList<>();
        for (String name : kpi.windows()) {
            Instant begin = at.minus(Durations.parse(name).orElseThrow());
            sums.add(isCutOnTheUtcClock(kpi.grain()) ? inPieces(kpi, begin, at, size) : oneByOne(kpi, begin, at, size));
        }
        return new RollingFigures(kpi.windows(), sums);
    }

    private static boolean isCutOnTheUtcClock(Grain grain) {
        return grain != Grain.DAY && grain != Grain.WEEK;
    }

    /** Days and weeks are few, and not all of one length. */
    private RollingSums oneByOne(Kpi kpi, Instant begin, Instant at, int size) {
        List<Instant> grains = new ArrayList<>();
        for (Instant grain = kpi.previous(at); grain.isAfter(begin); grain = kpi.previous(grain)) {
            grains.add(0, grain);
        }
        var sums = new RollingSums(size);
        read(kpi, grains).forEach(sums::add);
        return sums;
    }

    private RollingSums inPieces(Kpi kpi, Instant begin, Instant at, int size) {
        Duration grain = kpi.grain().length();
        long first = begin.getEpochSecond() / grain.toSeconds() + 1;
        long end = at.getEpochSecond() / grain.toSeconds();
        int grains = (int) Math.ceil(Math.sqrt(end - first + 1.0));
        TreeMap<Long, RollingSums> pieces = kept.computeIfAbsent(new Piece(kpi.id(), grains), any -> new TreeMap<>());
        var sums = new RollingSums(size);
        synchronized (pieces) {
            pieces.headMap(Math.floorDiv(first, grains)).clear();
            Map<Instant, Samples> ends = ends(kpi, first, end, grains);
            for (long number = first; number < end; ) {
                boolean isWhole = number % grains == 0 && number + grains <= end;
                if (isWhole) {
                    long begins = number;
                    sums.add(pieces.computeIfAbsent(number / grains, any -> piece(kpi, begins, begins + grains, size)));
                    number += grains;
                } else {
                    Samples samples = ends.get(instant(kpi, number));
                    if (samples != null) {
                        sums.add(samples);
                    }
                    number++;
                }
            }
        }
        return sums;
    }

    /** The grains before the first whole piece and after the last. */
    private Map<Instant, Samples> ends(Kpi kpi, long first, long end, int grains) {
        long firstWhole = Math.floorDiv(first + grains - 1, grains) * grains;
        long lastWhole = Math.floorDiv(end, grains) * grains;
        var wanted = new HashSet<Instant>();
        for (long number = first; number < end; number++) {
            if (number < firstWhole || number >= lastWhole) {
                wanted.add(instant(kpi, number));
            }
        }
        return wanted.isEmpty() ? new HashMap<>() : history.read(kpi.id(), wanted);
    }

    private RollingSums piece(Kpi kpi, long from, long to, int size) {
        List<Instant> grains = new ArrayList<>();
        for (long number = from; number < to; number++) {
            grains.add(instant(kpi, number));
        }
        var sums = new RollingSums(size);
        read(kpi, grains).forEach(sums::add);
        return sums;
    }

    /** In the order asked for. */
    private List<Samples> read(Kpi kpi, List<Instant> grains) {
        Map<Instant, Samples> known = grains.isEmpty() ? Map.of() : history.read(kpi.id(), grains);
        return grains.stream().filter(known::containsKey).map(known::get).toList();
    }

    private static Instant instant(Kpi kpi, long number) {
        return Instant.ofEpochSecond(number * kpi.grain().length().toSeconds());
    }
}
