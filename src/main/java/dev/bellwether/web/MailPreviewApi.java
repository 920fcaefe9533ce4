package dev.bellwether.web;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Alerts;
import dev.bellwether.notify.MailPreview;
import dev.bellwether.notify.Notification;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code /api/v1/alerts/{fingerprint}/mail}: the mail that would tell of an alert, by the template in force. */
@RestController
public final class MailPreviewApi {

    private final Alerts alerts;
    private final MailPreview preview;
    private final InstantSource clock;

    public MailPreviewApi(Alerts alerts, MailPreview preview, InstantSource clock) {
        this.alerts = alerts;
        this.preview = preview;
        this.clock = clock;
    }

    /**
     * One mail; nothing is sent.
     *
     * @param format {@code html}, {@code txt} or {@code eml}
     */
    @GetMapping("/api/v1/alerts/{fingerprint}/mail")
    public ResponseEntity<byte[]> mail(
            @PathVariable("fingerprint") String fingerprint,
            @RequestParam(name = "format", defaultValue = "html") String format) {
        Alert alert = alerts.find(fingerprint)
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no alert \"" + fingerprint + "\""));
        Notification notification = MailPreview.notificationOf(alert, clock.instant());
        return switch (format) {
            case "html" ->
                answer(MediaType.TEXT_HTML, preview.html(notification).getBytes(StandardCharsets.UTF_8));
            case "txt" ->
                answer(MediaType.TEXT_PLAIN, preview.text(notification).getBytes(StandardCharsets.UTF_8));
            case "eml" ->
                ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType("message/rfc822"))
                        .body(preview.eml(notification));
            default ->
                throw new ResponseStatusException(
                        HttpStatus.BAD_REQUEST, "format is \"" + format + "\"; write html, txt or eml");
        };
    }

    private static ResponseEntity<byte[]> answer(MediaType type, byte[] part) {
        return ResponseEntity.ok()
                .contentType(new MediaType(type, StandardCharsets.UTF_8))
                .body(part);
    }
}
