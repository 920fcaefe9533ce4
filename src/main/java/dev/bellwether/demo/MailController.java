package dev.bellwether.demo;

import dev.bellwether.web.Moment;
import dev.bellwether.web.SecurityHeaders;
import jakarta.mail.MessagingException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** The mails of the demo, as their readers would have them. */
@Controller
@RequestMapping("/demo/mail")
public final class MailController {

    /** A mail may bring its own styles and pictures, and links that open beside it; nothing of it may run or load. */
    private static final String POLICY_OF_A_MAIL = "default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
            + " frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    private final MailCatcher catcher;
    private final InstantSource clock;

    public MailController(MailCatcher catcher, InstantSource clock) {
        this.catcher = catcher;
        this.clock = clock;
    }

    /** A line of the list. */
    record Line(CaughtMail mail, Moment at) {}

    @GetMapping
    public String list(Model model) {
        Instant now = clock.instant();
        model.addAttribute(
                "mails",
                catcher.mails().stream()
                        .map(mail -> new Line(mail, Moment.of(mail.at(), now)))
                        .toList());
        return "demo/mails";
    }

    @GetMapping("/{id}")
    public String mail(@PathVariable("id") String id, Model model) throws MessagingException, IOException {
        CaughtMail mail = catcher.find(id).orElseThrow(() -> missing(id));
        model.addAttribute("mail", mail);
        model.addAttribute("at", Moment.of(mail.at(), clock.instant()));
        model.addAttribute("parts", parts(id));
        return "demo/mail";
    }

    @GetMapping("/{id}/html")
    public void html(@PathVariable("id") String id, HttpServletResponse response)
            throws MessagingException, IOException {
        String html = parts(id).html();
        response.setHeader(SecurityHeaders.CONTENT_SECURITY_POLICY, POLICY_OF_A_MAIL);
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter().write(html);
    }

    private MailParts parts(String id) throws MessagingException, IOException {
        return MailParts.of(catcher.read(id).orElseThrow(() -> missing(id)));
    }

    private static ResponseStatusException missing(String id) {
        return new ResponseStatusException(
                HttpStatus.NOT_FOUND, "There is no mail " + id + "; the newest " + MailCatcher.MOST + " are kept.");
    }
}
