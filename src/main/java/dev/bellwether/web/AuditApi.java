package dev.bellwether.web;

import dev.bellwether.audit.AuditTrail;
import dev.bellwether.audit.Deed;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code /api/v1/audit}: who changed what, newest first. */
@RestController
@RequestMapping(path = "/api/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
public final class AuditApi {

    private static final int MOST = 1_000;

    private final AuditTrail audit;

    public AuditApi(AuditTrail audit) {
        this.audit = audit;
    }

    /** The document. */
    public record AuditDocument(int version, List<Entry> deeds) {}

    /** One deed. */
    public record Entry(Instant at, String who, String action, String subject, String detail) {

        static Entry of(Deed deed) {
            return new Entry(deed.at(), deed.who(), deed.action(), deed.subject(), deed.detail());
        }
    }

    /** @param limit how many, at most a thousand */
    @GetMapping
    public AuditDocument latest(@RequestParam(name = "limit", defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "limit is a number from 1 to " + MOST);
        }
        return new AuditDocument(1, audit.latest(limit).stream().map(Entry::of).toList());
    }
}
