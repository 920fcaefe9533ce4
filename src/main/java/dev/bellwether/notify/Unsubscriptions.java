package dev.bellwether.notify;

import dev.bellwether.audit.Deed;
import java.util.List;

/** Who wants no more mails of which receiver; each change together with its row of the audit trail. */
public interface Unsubscriptions {

    /** By receiver and address. */
    List<Unsubscription> all();

    /** Changes nothing where it stands already. */
    void add(Unsubscription unsubscription, Deed deed);

    /** @return whether there was one */
    boolean remove(String receiver, String address, Deed deed);
}
