package dev.bellwether.web;

import dev.bellwether.access.LinkSeal;
import dev.bellwether.access.Mandate;
import dev.bellwether.access.Subscription;
import dev.bellwether.alert.Alert;
import dev.bellwether.notify.ConsoleLinks;
import dev.bellwether.notify.Links;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Links for mails: each gives its reader the right to one action on one alert for some days, without signing in.
 *
 * @param pages the links that only show something
 * @param lasts how long a link may be used
 */
public record SignedLinks(ConsoleLinks pages, LinkSeal seal, Duration lasts, InstantSource clock) implements Links {

    @Override
    public Optional<String> explanation(Alert alert) {
        return pages.explanation(alert);
    }

    @Override
    public Optional<String> acknowledge(Alert alert, String recipient) {
        return link("acknowledge", alert, recipient);
    }

    @Override
    public Optional<String> silence(Alert alert, String recipient) {
        return link("silence", alert, recipient);
    }

    @Override
    public Optional<String> feedback(Alert alert, String verdict, String recipient) {
        return link(verdict, alert, recipient);
    }

    @Override
    public Optional<String> panel(Alert alert, Instant from, Instant to) {
        return pages.panel(alert, from, to);
    }

    @Override
    public Optional<String> unsubscribe(String receiver, String recipient) {
        return pages.unsubscribe(receiver, recipient)
                .map(any -> pages.base() + UnsubscribeController.PATH + "/"
                        + seal.seal(new Subscription(receiver, recipient)));
    }

    private Optional<String> link(String action, Alert alert, String recipient) {
        // an address of the console is there wherever that of the explanation is
        return pages.explanation(alert)
                .map(any -> pages.base() + LinkController.PATH + "/"
                        + seal.seal(new Mandate(
                                action,
                                alert.fingerprint(),
                                alert.activeAt(),
                                recipient,
                                clock.instant().plus(lasts))));
    }
}
