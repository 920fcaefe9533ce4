package dev.bellwether.web;

import dev.bellwether.access.LinkSeal;
import dev.bellwether.access.Subscription;
import dev.bellwether.notify.UnsubscribeBook;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where "Stop these mails" leads. Opening it shows a button; a POST acts, also one that a mail reader sends by itself
 * (RFC 8058), and the same page takes it back.
 */
@Controller
@RequestMapping(UnsubscribeController.PATH + "/{sealed}")
public final class UnsubscribeController {

    static final String PATH = "/unsubscribe";

    private final LinkSeal seal;
    private final UnsubscribeBook book;
    private final InstantSource clock;

    public UnsubscribeController(LinkSeal seal, UnsubscribeBook book, InstantSource clock) {
        this.seal = seal;
        this.book = book;
        this.clock = clock;
    }

    /** Nothing happens yet. */
    @GetMapping
    public String page(@PathVariable("sealed") String sealed, Model model, HttpServletResponse response) {
        subscription(sealed, model, response).ifPresent(subscription -> show(subscription, sealed, model));
        return "unsubscribe";
    }

    /** @param undo given when mails are wanted again */
    @PostMapping
    public String act(
            @PathVariable("sealed") String sealed,
            @RequestParam(name = "undo", required = false) @Nullable String undo,
            Model model,
            HttpServletResponse response) {
        subscription(sealed, model, response).ifPresent(subscription -> {
            // it proves the mailbox, not the person
            String who = subscription.recipient() + " (by link)";
            if (undo == null) {
                book.unsubscribe(subscription.receiver(), subscription.recipient(), who, clock.instant());
            } else {
                book.undo(subscription.receiver(), subscription.recipient(), who, clock.instant());
                model.addAttribute("again", true);
            }
            show(subscription, sealed, model);
        });
        return "unsubscribe";
    }

    private void show(Subscription subscription, String sealed, Model model) {
        boolean isOver =
                book.find(subscription.receiver(), subscription.recipient()).isPresent();
        model.addAttribute("title", isOver ? "You get no more of these mails" : "Stop these mails");
        model.addAttribute("isOver", isOver);
        model.addAttribute("receiver", subscription.receiver());
        model.addAttribute("recipient", subscription.recipient());
        model.addAttribute("action", PATH + "/" + sealed);
    }

    private Optional<Subscription> subscription(String sealed, Model model, HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
        Optional<Subscription> subscription = seal.openSubscription(sealed);
        if (subscription.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            model.addAttribute("title", "This is no link of ours");
        }
        return subscription;
    }
}
