package dev.bellwether.web;

import dev.bellwether.notify.UnsubscribeBook;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Who wants no more mails of which receiver. */
@RestController
@RequestMapping(path = "/api/v1/notifications/unsubscribed", produces = MediaType.APPLICATION_JSON_VALUE)
public final class UnsubscribedApi {

    private final UnsubscribeBook book;
    private final InstantSource clock;

    public UnsubscribedApi(UnsubscribeBook book, InstantSource clock) {
        this.book = book;
        this.clock = clock;
    }

    /** The document. */
    public record UnsubscribedDocument(int version, List<Entry> unsubscribed) {}

    /** One address that gets no mails of one receiver. */
    public record Entry(String receiver, String address, Instant at) {}

    /** By receiver and address. */
    @GetMapping
    public UnsubscribedDocument all() {
        return new UnsubscribedDocument(
                1,
                book.all().stream()
                        .map(one -> new Entry(one.receiver(), one.address(), one.at()))
                        .toList());
    }

    /** They get mails again. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void undo(
            @RequestParam("receiver") String receiver,
            @RequestParam("address") String address,
            @Nullable Principal principal) {
        if (!book.undo(receiver, address, Actor.name(principal), clock.instant())) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "\"" + address + "\" has not unsubscribed from receiver \"" + receiver
                            + "\"; GET this address lists" + " who has");
        }
    }
}
