package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.AlertsContract;
import dev.bellwether.testing.SampleAlerts;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

abstract class JdbcAlertsContract extends AlertsContract {

    private DataSource database;

    abstract DataSource freshDatabase();

    @Override
    protected Alerts create() {
        database = freshDatabase();
        return new JdbcAlerts(database);
    }

    @Override
    protected Alerts reopened() {
        return new JdbcAlerts(database);
    }

    @Override
    protected List<String> transitionsOf(String fingerprint) {
        return sql("select number, from_state, to_state from transition where fingerprint = ? order by id")
                .param(fingerprint)
                .query((row, number) -> row.getInt(1) + " " + row.getString(2) + "→" + row.getString(3))
                .list();
    }

    @Test
    void leavesTheAlertOfEachTransitionForSending() {
        Alert firing = SampleAlerts.firing(PROMISE, SPAIN, AT);
        Alert resolved = SampleAlerts.resolved(PROMISE, SPAIN, AT.plusSeconds(60));
        alerts.commit(PROMISE, AT, appeared(firing));
        alerts.commit(PROMISE, AT.plusSeconds(60), changed(resolved, AlertState.FIRING));

        List<Alert> toSend = sql("select alert from transition where dispatched = false order by id")
                .query((row, number) -> AlertJson.read(row.getString(1)))
                .list();

        assertThat(toSend).extracting(Alert::state).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(toSend.get(0)).isEqualTo(firing);
        assertThat(toSend.get(1).transitions()).isEqualTo(2);
    }

    @Test
    void writesWhatPeopleLookUpInSql() {
        alerts.commit(PROMISE, AT, appeared(SampleAlerts.firing(PROMISE, SPAIN, AT)));

        Map<String, Object> row = sql("select state, scope, kpi, alertname, labels, severity, owner from alert")
                .query()
                .singleRow();

        assertThat(row.values())
                .containsExactly(
                        "firing",
                        "series",
                        "shipment_within_promise_probability",
                        "ShippingDelaySpike",
                        "{\"carrier\":\"correo\",\"market\":\"ES\"}",
                        "critical",
                        "logistics-ops");
    }

    @Test
    void storesEverythingOrNothing() {
        Alert firing = SampleAlerts.firing(PROMISE, SPAIN, AT);
        sql("alter table transition rename to elsewhere").update();
        assertThatThrownBy(() -> alerts.commit(PROMISE, AT, appeared(firing))).isInstanceOf(RuntimeException.class);
        sql("alter table elsewhere rename to transition").update();
        assertThat(alerts.active()).isEmpty();
        assertThat(alerts.evaluatedUpTo(PROMISE)).isEmpty();

        alerts.commit(PROMISE, AT, appeared(firing));

        assertThat(alerts.active()).containsExactly(firing);
        assertThat(transitionsOf(firing.fingerprint())).containsExactly("1 null→firing");
    }

    @Test
    void keepsATransitionUntilItIsDispatched() {
        Alert old = SampleAlerts.resolved(PROMISE, SPAIN, AT);
        alerts.commit(PROMISE, AT, appeared(old));

        alerts.dropBefore(AT.plusSeconds(60));
        assertThat(transitionsOf(old.fingerprint())).hasSize(1);

        sql("update transition set dispatched = true").update();
        alerts.dropBefore(AT.plusSeconds(60));
        assertThat(transitionsOf(old.fingerprint())).isEmpty();
    }

    private JdbcClient.StatementSpec sql(String sql) {
        return JdbcClient.create(database).sql(sql);
    }
}
