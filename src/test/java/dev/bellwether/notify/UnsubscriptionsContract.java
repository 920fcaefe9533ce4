package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.audit.AuditTrail;
import dev.bellwether.audit.Deed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Unsubscriptions} does. */
public abstract class UnsubscriptionsContract {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    protected Unsubscriptions unsubscriptions;
    protected AuditTrail audit;

    /** Sets both, empty. */
    protected abstract void create();

    @BeforeEach
    void startEmpty() {
        create();
    }

    private static Unsubscription gone(String receiver, String address) {
        return new Unsubscription(receiver, address, AT);
    }

    private static Deed deed(String action) {
        return new Deed(AT, "ada", action, "ops", "ada@example.com");
    }

    @Test
    void keepsEachOnceWithItsRowInTheAudit() {
        unsubscriptions.add(gone("ops", "eve@example.com"), deed("unsubscribed"));
        unsubscriptions.add(gone("ops", "ada@example.com"), deed("unsubscribed"));
        unsubscriptions.add(gone("leads", "ada@example.com"), deed("unsubscribed"));
        unsubscriptions.add(new Unsubscription("ops", "ada@example.com", AT.plusSeconds(5)), deed("unsubscribed"));

        assertThat(unsubscriptions.all())
                .isEqualTo(List.of(
                        gone("leads", "ada@example.com"),
                        gone("ops", "ada@example.com"),
                        gone("ops", "eve@example.com")));
        assertThat(audit.latest(10)).hasSize(3);
    }

    @Test
    void takesBackOneAndSaysWhetherThereWasOne() {
        unsubscriptions.add(gone("ops", "ada@example.com"), deed("unsubscribed"));
        unsubscriptions.add(gone("leads", "ada@example.com"), deed("unsubscribed"));

        assertThat(unsubscriptions.remove("ops", "eve@example.com", deed("undone")))
                .isFalse();
        assertThat(unsubscriptions.remove("ops", "ada@example.com", deed("undone")))
                .isTrue();
        assertThat(unsubscriptions.remove("ops", "ada@example.com", deed("undone")))
                .isFalse();

        assertThat(unsubscriptions.all()).containsExactly(gone("leads", "ada@example.com"));
        assertThat(audit.latest(10)).extracting(Deed::action).containsExactly("undone", "unsubscribed", "unsubscribed");
    }
}
