package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Links to pages of the console.
 *
 * @param base address of the console, {@code https://alerts.example.com}; empty for no links
 * @param grafana address of a dashboard, {@code https://grafana.example.com/d/kpi}; empty for none. Time range, KPI and
 *     labels are added as {@code from}, {@code to} and {@code var-…}
 */
public record ConsoleLinks(String base, String grafana) implements Links {

    public ConsoleLinks {
        base = withoutSlash(base);
        grafana = withoutSlash(grafana);
    }

    @Override
    public Optional<String> explanation(Alert alert) {
        return page("/#alert-" + alert.fingerprint());
    }

    @Override
    public Optional<String> acknowledge(Alert alert, String recipient) {
        return page("/alerts/" + alert.fingerprint() + "/acknowledge");
    }

    @Override
    public Optional<String> silence(Alert alert, String recipient) {
        return page("/alerts/" + alert.fingerprint() + "/silence");
    }

    @Override
    public Optional<String> feedback(Alert alert, String verdict, String recipient) {
        return page("/alerts/" + alert.fingerprint() + "/feedback?verdict=" + encoded(verdict));
    }

    @Override
    public Optional<String> panel(Alert alert, Instant from, Instant to) {
        if (!isWeb(grafana)) {
            return Optional.empty();
        }
        var address = new StringBuilder(grafana)
                .append(grafana.contains("?") ? '&' : '?')
                .append("from=")
                .append(from.toEpochMilli())
                .append("&to=")
                .append(to.toEpochMilli())
                .append("&var-kpi=")
                .append(encoded(alert.kpi().value()));
        alert.labels().asMap().forEach((name, value) -> address.append("&var-")
                .append(encoded(name))
                .append('=')
                .append(encoded(Plain.cut(value, 100))));
        return Optional.of(address.toString());
    }

    @Override
    public Optional<String> unsubscribe(String receiver, String recipient) {
        return page("/unsubscribe?receiver=" + encoded(receiver) + "&recipient=" + encoded(recipient));
    }

    private Optional<String> page(String path) {
        return isWeb(base) ? Optional.of(base + path) : Optional.empty();
    }

    private static boolean isWeb(String address) {
        return address.startsWith("https://") || address.startsWith("http://");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String withoutSlash(String address) {
        return address.strip().replaceAll("/+$", "");
    }
}
