package dev.bellwether.store;

import dev.bellwether.history.History;
import dev.bellwether.history.SampleBlock;
import dev.bellwether.history.Samples;
import dev.bellwether.history.Series;
import dev.bellwether.history.SeriesIndex;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Samples in the tables {@code series} and {@code sample_block}. The SQL is the same for H2 and PostgreSQL; many rows
 * go through one statement as arrays.
 */
public final class JdbcHistory implements History {

    /** Rows of one statement: a few megabytes of blocks, so that back-fill does not fill the heap. */
    private static final int BLOCKS_AT_ONCE = 512;

    private static final int SERIES_AT_ONCE = 10_000;

    private static final String NEW_SERIES = """
            insert into series (kpi, number, labels)
            select cast(? as varchar), t.number, t.labels
            from unnest(cast(? as integer array), cast(? as varchar array)) as t (number, labels)""";

    private static final String NEW_BLOCKS = """
            insert into sample_block (kpi, at, block, revision, data)
            select cast(? as varchar), t.at, t.block, 0, t.data
            from unnest(cast(? as timestamp with time zone array), cast(? as integer array), cast(? as bytea array))
                as t (at, block, data)""";

    private static final String CORRECTION =
            "update sample_block set revision = revision + 1, data = ? where kpi = ? and at = ? and block = ?";

    /**
     * A join with the instants: for {@code at = any(?)} H2 would walk through all that is kept of the KPI. An outer
     * one, for it fixes the order: first the instants, then the key.
     */
    private static final String BLOCKS = """
            select b.at, b.block, b.data
            from unnest(cast(? as timestamp with time zone array)) as t (at)
            left join sample_block b on b.kpi = ? and b.at = t.at""";

    private final JdbcTemplate jdbc;
    private final Transactions transactions;
    private final Map<KpiId, KnownSeries> knownSeries = new ConcurrentHashMap<>();

    public JdbcHistory(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.transactions = new Transactions(database);
    }

    /** @param stored how many of the index are in the table */
    private record KnownSeries(SeriesIndex index, int stored) {}

    private record Block(Instant at, int number, byte[] data) {}

    @Override
    public SeriesIndex seriesOf(Kpi kpi) {
        return known(kpi).index();
    }

    @Override
    public void forget() {
        knownSeries.clear();
    }

    private KnownSeries known(Kpi kpi) {
        return knownSeries.compute(
                kpi.id(),
                (id, known) ->
                        known != null && known.index().dimensions().equals(kpi.dimensions()) ? known : load(kpi));
    }

    private KnownSeries load(Kpi kpi) {
        var index = new SeriesIndex(kpi.dimensions());
        jdbc.query(
                "select number, labels from series where kpi = ? order by number",
                (RowCallbackHandler) row -> {
                    Series series = index.add(LabelsJson.read(row.getString("labels")));
                    if (series.number() != row.getInt("number")) {
                        throw new StoreException("table series: number " + series.number() + " of " + kpi.id()
                                + " is missing; every later series would be taken for another one");
                    }
                },
                kpi.id().value());
        return new KnownSeries(index, index.size());
    }

    @Override
    public void append(Kpi kpi, Collection<Samples> samples) {
        KnownSeries known = known(kpi);
        known.index().checkKnows(samples);
        int size = known.index().size();
        var mayBeThere = new AtomicBoolean(); // a first try hopes that nothing is; where something is, it fails whole
        try {
            transactions.run(() -> {
                boolean isRepeated = mayBeThere.getAndSet(true) || samples.size() > 1;
                storeSeries(kpi.id(), known, size);
                portions(samples).forEach(portion -> store(kpi.id(), portion, isRepeated));
            });
        } catch (DuplicateKeyException e) {
            knownSeries.remove(kpi.id()); // another process has numbered series since they were read
            throw e;
        }
        knownSeries.replace(kpi.id(), known, new KnownSeries(known.index(), size));
    }

    private void storeSeries(KpiId kpi, KnownSeries known, int size) {
        for (int from = known.stored(); from < size; from += SERIES_AT_ONCE) {
            List<Series> portion = IntStream.range(from, Math.min(from + SERIES_AT_ONCE, size))
                    .mapToObj(known.index()::series)
                    .toList();
            jdbc.update(NEW_SERIES, statement -> new ColumnSetter<>(statement, portion)
                    .text(kpi.value())
                    .integers(Series::number)
                    .texts(series -> LabelsJson.write(series.labels())));
        }
    }

    /** What has readings, each instant once, cut so that a portion has some megabytes or one instant. */
    private static List<List<Samples>> portions(Collection<Samples> samples) {
        var byInstant = new TreeMap<Instant, Samples>();
        for (Samples one : samples) {
            if (one.count() > 0) {
                byInstant.merge(one.at(), one, (earlier, later) -> {
                    Samples both = earlier.copy();
                    both.putAll(later);
                    return both;
                });
            }
        }
        var portions = new ArrayList<List<Samples>>();
        int blocks = BLOCKS_AT_ONCE;
        for (Samples one : byInstant.values()) {
            blocks += SampleBlock.blocks(one.size());
            if (blocks > BLOCKS_AT_ONCE) {
                portions.add(new ArrayList<>());
                blocks = SampleBlock.blocks(one.size());
            }
            portions.get(portions.size() - 1).add(one);
        }
        return portions;
    }

    /** @param mayBeThere whether some of it may be stored already */
    private void store(KpiId kpi, List<Samples> portion, boolean mayBeThere) {
        var stored = new HashMap<Instant, Map<Integer, Block>>();
        if (mayBeThere) {
            forEachBlock(kpi, portion.stream().map(Samples::at).toList(), block -> stored.computeIfAbsent(
                            block.at(), at -> new HashMap<>())
                    .put(block.number(), block));
        }
        var fresh = new ArrayList<Block>();
        var corrected = new ArrayList<Block>();
        for (Samples news : portion) {
            Map<Integer, Block> before = stored.getOrDefault(news.at(), Map.of());
            Samples now = before.isEmpty() ? news : merged(kpi, before.values(), news);
            for (int number = 0; number < SampleBlock.blocks(news.size()); number++) {
                var block = new Block(news.at(), number, SampleBlock.encode(now, number));
                Block old = before.get(number);
                if (old == null && block.data().length > 0) {
                    fresh.add(block);
                } else if (old != null && !Arrays.equals(old.data(), block.data())) {
                    corrected.add(block);
                }
            }
        }
        insert(kpi, fresh);
        correct(kpi, corrected);
    }

    private static Samples merged(KpiId kpi, Collection<Block> stored, Samples news) {
        var merged = new Samples(news.at(), news.size());
        stored.forEach(block -> decode(kpi, block, merged));
        merged.putAll(news);
        return merged;
    }

    private void insert(KpiId kpi, List<Block> blocks) {
        for (int from = 0; from < blocks.size(); from += BLOCKS_AT_ONCE) {
            List<Block> portion = blocks.subList(from, Math.min(from + BLOCKS_AT_ONCE, blocks.size()));
            jdbc.update(NEW_BLOCKS, statement -> new ColumnSetter<>(statement, portion)
                    .text(kpi.value())
                    .instants(Block::at)
                    .integers(Block::number)
                    .bytes(Block::data));
        }
    }

    private void correct(KpiId kpi, List<Block> blocks) {
        jdbc.batchUpdate(CORRECTION, blocks, BLOCKS_AT_ONCE, (statement, block) -> {
            statement.setBytes(1, block.data());
            statement.setString(2, kpi.value());
            statement.setObject(3, SqlTime.of(block.at()));
            statement.setInt(4, block.number());
        });
    }

    @Override
    public Map<Instant, Samples> read(KpiId kpi, Collection<Instant> instants) {
        if (instants.isEmpty()) {
            return Map.of();
        }
        KnownSeries known = knownSeries.get(kpi);
        int size = known == null ? 0 : known.stored();
        var read = new HashMap<Instant, Samples>();
        forEachBlock(
                kpi,
                instants,
                block -> decode(kpi, block, read.computeIfAbsent(block.at(), at -> new Samples(at, size))));
        return read;
    }

    private void forEachBlock(KpiId kpi, Collection<Instant> instants, Consumer<Block> taker) {
        List<Instant> distinct = List.copyOf(Set.copyOf(instants));
        jdbc.query(
                BLOCKS,
                statement -> new ColumnSetter<>(statement, distinct)
                        .instants(at -> at)
                        .text(kpi.value()),
                row -> {
                    byte[] data = row.getBytes("data");
                    if (data != null) { // else nothing is known of the instant
                        taker.accept(new Block(SqlTime.read(row, "at"), row.getInt("block"), data));
                    }
                });
    }

    private static void decode(KpiId kpi, Block block, Samples into) {
        try {
            SampleBlock.decode(block.data(), block.number(), into);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "table sample_block, kpi %s, at %s, block %d: %s; delete the row to go on without it"
                            .formatted(kpi, block.at(), block.number(), e.getMessage()),
                    e);
        }
    }

    @Override
    public Optional<Instant> newest(KpiId kpi) {
        return first("select at from sample_block where kpi = ? order by kpi desc, at desc, block desc limit 1", kpi);
    }

    @Override
    public Optional<Instant> oldest(KpiId kpi) {
        return first("select at from sample_block where kpi = ? order by kpi, at, block limit 1", kpi);
    }

    private Optional<Instant> first(String sql, KpiId kpi) {
        return jdbc.query(sql, (row, number) -> SqlTime.read(row, "at"), kpi.value()).stream()
                .findFirst();
    }

    /** KPI by KPI, for the key begins with it. */
    @Override
    public void dropBefore(Instant before) {
        for (String kpi : jdbc.queryForList("select distinct kpi from series", String.class)) {
            jdbc.update("delete from sample_block where kpi = ? and at < ?", kpi, SqlTime.of(before));
        }
    }
}
