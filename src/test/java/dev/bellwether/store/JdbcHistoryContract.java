package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.history.History;
import dev.bellwether.history.HistoryContract;
import dev.bellwether.history.Samples;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

abstract class JdbcHistoryContract extends HistoryContract {

    private DataSource database;

    abstract DataSource freshDatabase();

    @Override
    protected History create() {
        database = freshDatabase();
        return new JdbcHistory(database);
    }

    @Override
    protected History reopened() {
        return new JdbcHistory(database);
    }

    @Test
    void raisesTheRevisionOfABlockWithOtherFiguresOnly() {
        random(AT, 600, new Random(1));
        Samples samples = one(AT, 3, 1);
        samples.put(599, 1, NONE, NONE, NONE);
        history.append(kpi, List.of(samples));
        assertThat(revisions()).containsExactly(0, 0);

        history.append(kpi, List.of(samples));
        assertThat(revisions()).containsExactly(0, 0);

        history.append(kpi, List.of(one(AT, 599, 2)));
        assertThat(revisions()).containsExactly(0, 1);

        history.append(kpi, List.of(one(AT, 4, 7))); // a reading that was not there
        history.append(kpi, List.of(one(AT, 599, 3)));
        assertThat(revisions()).containsExactly(1, 2);
    }

    @Test
    void refusesToBePartOfAnotherTransaction() {
        Samples samples = random(AT, 600, new Random(1));
        var outer = new TransactionTemplate(new JdbcTransactionManager(database));

        assertThatThrownBy(() -> outer.executeWithoutResult(status -> history.append(kpi, List.of(samples))))
                .isInstanceOf(IllegalTransactionStateException.class);

        assertThat(count("series")).isZero();
    }

    @Test
    void storesSeriesWithTheirSamplesOrNeither() {
        Samples samples = random(AT, 600, new Random(1));
        JdbcClient.create(database)
                .sql("alter table sample_block rename to elsewhere")
                .update();
        assertThatThrownBy(() -> history.append(kpi, List.of(samples))).isInstanceOf(RuntimeException.class);
        JdbcClient.create(database)
                .sql("alter table elsewhere rename to sample_block")
                .update();
        assertThat(count("series")).isZero();

        history.append(kpi, List.of(samples));

        assertSame(read(AT), samples);
        assertThat(reopened().seriesOf(kpi).size()).isEqualTo(600);
    }

    @Test
    void saysWhichRowIsDamaged() {
        history.append(kpi, List.of(random(AT, 600, new Random(1))));
        JdbcClient.create(database)
                .sql("update sample_block set data = ? where block = 1")
                .param(new byte[] {1, 2, 3})
                .update();

        assertThatThrownBy(() -> read(AT))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("sample_block")
                .hasMessageContaining(id().value())
                .hasMessageContaining("2026-11-22T10:00:00Z")
                .hasMessageContaining("block 1");
    }

    @Test
    void refusesAnIndexWithAGap() {
        history.append(kpi, List.of(random(AT, 5, new Random(1))));
        JdbcClient.create(database).sql("delete from series where number = 3").update();

        assertThatThrownBy(() -> reopened().seriesOf(kpi))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("number 3");
    }

    @Test
    void learnsOfSeriesThatAnotherProcessNumbered() {
        History other = reopened();
        other.seriesOf(kpi);
        history.append(kpi, List.of(one(AT, series("ES", "correo"), 1)));
        int taken = other.seriesOf(kpi).numberOf(new String[] {"PL", "inpost"});
        assertThatThrownBy(() -> other.append(kpi, List.of(one(AT, taken, 2))))
                .isInstanceOf(DuplicateKeyException.class);

        int free = other.seriesOf(kpi).numberOf(new String[] {"PL", "inpost"});
        other.append(kpi, List.of(one(AT, free, 2)));

        assertThat(free).isNotEqualTo(taken);
        assertThat(read(AT).value(taken)).isEqualTo(1);
        assertThat(read(AT).value(free)).isEqualTo(2);
    }

    private List<Integer> revisions() {
        return JdbcClient.create(database)
                .sql("select revision from sample_block order by block")
                .query(Integer.class)
                .list();
    }

    private int count(String table) {
        return JdbcClient.create(database)
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }
}
