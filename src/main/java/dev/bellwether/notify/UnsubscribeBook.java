package dev.bellwether.notify;

import dev.bellwether.audit.Deed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ends the mails of a receiver for an address, and begins them again. */
public final class UnsubscribeBook {

    private final Unsubscriptions unsubscriptions;

    public UnsubscribeBook(Unsubscriptions unsubscriptions) {
        this.unsubscriptions = unsubscriptions;
    }

    public List<Unsubscription> all() {
        return unsubscriptions.all();
    }

    public Optional<Unsubscription> find(String receiver, String address) {
        return all().stream()
                .filter(one -> one.receiver().equals(receiver) && one.address().equals(address))
                .findFirst();
    }

    /** @param who the acting user */
    public void unsubscribe(String receiver, String address, String who, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        unsubscriptions.add(
                new Unsubscription(receiver, address, now),
                new Deed(now, who, "unsubscribed", receiver, address + " gets no more mails of this receiver"));
    }

    /**
     * They get mails again.
     *
     * @return whether they had none
     */
    public boolean undo(String receiver, String address, String who, Instant at) {
        return unsubscriptions.remove(
                receiver,
                address,
                new Deed(at, who, "unsubscription_undone", receiver, address + " gets mails of this receiver again"));
    }

    /** Receivers of whom all have unsubscribed, and who these were. */
    public Map<String, List<String>> deserted(RoutingTree tree) {
        List<Unsubscription> all = all();
        var deserted = new TreeMap<String, List<String>>();
        for (Receiver receiver : tree.receivers().values()) {
            boolean isDeserted = !all.isEmpty()
                    && receiver.targets().stream()
                            .allMatch(target -> all.stream().anyMatch(one -> one.isOf(receiver.name(), target)));
            if (isDeserted) {
                deserted.put(
                        receiver.name(),
                        receiver.targets().stream().map(Target::address).toList());
            }
        }
        return deserted;
    }
}
