package dev.bellwether.routing;

import dev.bellwether.kpi.Durations;
import dev.bellwether.notify.DigestTime;
import dev.bellwether.notify.EmailNotifier;
import dev.bellwether.notify.HttpEndpoint;
import dev.bellwether.notify.Recipients;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads {@code owners} and {@code receivers}. */
final class ReceiverReader {

    private static final List<String> KEYS =
            List.of("name", "email", "fallback", "webhook", "alertmanager", "send_resolved", "digest");
    private static final List<String> ENDPOINT_KEYS =
            List.of("url", "name", "token_file", "username", "password_file", "timeout");
    private static final String OWNER = "owner";
    private static final String LABEL = "label:";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final YamlForm<String> ADDRESS = YamlForm.of(
            "a mail address",
            text -> Optional.of(text).filter(EmailNotifier::isAddress),
            "write it like alerts@example.com");
    private static final YamlForm<String> RECIPIENT = YamlForm.of(
            "a recipient",
            text -> Optional.of(text)
                    .filter(word -> word.equals(OWNER)
                            || word.startsWith(LABEL) && word.length() > LABEL.length()
                            || EmailNotifier.isAddress(word)),
            "write a mail address, owner, or label:NAME for the team that a label names");
    private static final YamlForm<Duration> TIMEOUT = YamlForm.of(
            "a time limit", text -> Durations.parse(text).filter(limit -> limit.toMillis() > 0), "write it like 10s");
    private static final YamlForm<DigestTime> DIGEST =
            YamlForm.of("a time for digests", ReceiverReader::digestTime, "write it like \"08:00 Europe/Madrid\"");
    private static final YamlForm<Path> FILE = YamlForm.of("a file", text -> Optional.of(Path.of(text)), "name a file");
    private static final YamlForm<URI> URL = new YamlForm<>(
            "an address",
            text -> Optional.of(URI.create(text))
                    .filter(url -> HttpEndpoint.mistakeIn(url).isEmpty()),
            ReceiverReader::mendUrl);

    private final Map<String, List<String>> owners;

    private ReceiverReader(Map<String, List<String>> owners) {
        this.owners = owners;
    }

    /** By name, in the order written; nothing stands for one with mistakes. */
    static Map<String, Optional<ReceiverSettings>> read(YamlNode receivers, Optional<YamlNode> owners) {
        var reader = new ReceiverReader(owners.flatMap(node -> node.map("owners"))
                .map(ReceiverReader::owners)
                .orElse(Map.of()));
        var found = new LinkedHashMap<String, Optional<ReceiverSettings>>();
        for (YamlNode entry : receivers.list("receivers")) {
            entry.map("a receiver").ifPresent(map -> {
                Optional<ReceiverSettings> receiver = reader.receiver(map);
                map.get("name")
                        .filter(YamlNode::isText)
                        .flatMap(name -> name.as(YamlForm.TEXT))
                        .ifPresent(name -> {
                            if (found.put(name, receiver) != null) {
                                map.problem("name", "receiver \"" + name + "\" is defined twice", "rename one of them");
                            }
                        });
            });
        }
        return found;
    }

    private static Map<String, List<String>> owners(YamlMap map) {
        var owners = new LinkedHashMap<String, List<String>>();
        map.entries().forEach((owner, addresses) -> {
            if (addresses.isEmpty()
                    || addresses.isList() && addresses.list("mail addresses").isEmpty()) {
                map.problem(owner, "owner \"" + owner + "\" has no address", "write at least one mail address");
            } else {
                owners.put(owner, oneOrMore(addresses, ADDRESS));
            }
        });
        return owners;
    }

    private static <T> List<T> oneOrMore(YamlNode node, YamlForm<T> form) {
        List<YamlNode> entries = node.isList() ? node.list(form.noun()) : List.of(node);
        return entries.stream()
                .map(entry -> entry.as(form))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<ReceiverSettings> receiver(YamlMap map) {
        map.refuseKeysOtherThan(KEYS);
        if (map.get("name").isEmpty()) {
            map.require("name", YamlForm.TEXT);
            return Optional.empty();
        }
        String name = map.get("name", YamlForm.TEXT).orElse("");
        if (map.get("email")
                .or(() -> map.get("webhook"))
                .or(() -> map.get("alertmanager"))
                .isEmpty()) {
            map.problem("name", "receiver \"" + name + "\" tells nobody", "add email, webhook or alertmanager");
        }
        return Optional.of(new ReceiverSettings(
                name,
                recipients(map),
                endpoints(map, "webhook"),
                endpoints(map, "alertmanager"),
                map.get("send_resolved", YamlForm.TRUTH).orElse(true),
                map.get("digest", DIGEST)));
    }

    private Recipients recipients(YamlMap map) {
        List<String> written =
                map.get("email").map(node -> oneOrMore(node, RECIPIENT)).orElse(List.of());
        List<String> fallback =
                map.get("fallback").map(node -> oneOrMore(node, ADDRESS)).orElse(List.of());
        List<String> labels = written.stream()
                .filter(word -> word.equals(OWNER) || word.startsWith(LABEL))
                .map(word -> word.equals(OWNER) ? OWNER : word.substring(LABEL.length()))
                .toList();
        if (!labels.isEmpty() && owners.isEmpty()) {
            map.problem(
                    "email",
                    "email goes by " + labels.get(0) + ", and this file has no owners",
                    "add \"owners:\" with the mail addresses of each team");
        }
        if (!labels.isEmpty() && map.get("fallback").isEmpty()) {
            map.problem(
                    "email",
                    "email goes by " + labels.get(0) + ", and nobody hears of an alert of an unknown team",
                    "add \"fallback:\" with a mail address");
        }
        if (labels.isEmpty() && !fallback.isEmpty()) {
            map.problem("fallback", "fallback is never used: no recipient goes by owner or label", "remove it");
        }
        List<String> always = written.stream()
                .filter(word -> !word.equals(OWNER) && !word.startsWith(LABEL))
                .toList();
        return new Recipients(always, labels, labels.isEmpty() ? Map.of() : owners, fallback);
    }

    private static List<HttpEndpoint> endpoints(YamlMap map, String key) {
        var endpoints = new ArrayList<HttpEndpoint>();
        Set<String> names = new HashSet<>();
        for (YamlNode entry : map.get(key).map(node -> node.list("servers")).orElse(List.of())) {
            entry.map("a server").flatMap(ReceiverReader::endpoint).ifPresent(endpoint -> {
                if (!names.add(endpoint.name())) {
                    entry.problem("\"" + endpoint.name() + "\" is named twice", "give each a name: of its own");
                }
                endpoints.add(endpoint);
            });
        }
        return endpoints;
    }

    private static Optional<HttpEndpoint> endpoint(YamlMap map) {
        map.refuseKeysOtherThan(ENDPOINT_KEYS);
        Optional<URI> url = map.require("url", URL);
        Optional<Path> token = map.get("token_file", FILE);
        Optional<String> username = map.get("username", YamlForm.TEXT);
        Optional<Path> password = map.get("password_file", FILE);
        if (token.isPresent() && username.isPresent()) {
            map.problem("token_file", "both token_file and username are given", "keep one of them");
        }
        if (username.isPresent() != password.isPresent()) {
            map.problem("url", "username and password_file belong together", "write both or none");
        }
        Optional<String> name = map.get("name", YamlForm.TEXT);
        Duration timeout = map.get("timeout", TIMEOUT).orElse(PATIENCE);
        Supplier<Optional<String>> authorization = token.map(ReceiverReader::bearer)
                .or(() -> username.flatMap(user -> password.map(file -> basic(user, file))))
                .orElse(Optional::empty);
        return url.map(at -> new HttpEndpoint(name.orElse(HttpEndpoint.nameOf(at)), at, authorization, timeout));
    }

    private static Supplier<Optional<String>> bearer(Path file) {
        return () -> Optional.of("Bearer " + SecretFile.read(file));
    }

    private static Supplier<Optional<String>> basic(String username, Path file) {
        return () -> {
            byte[] pair = (username + ":" + SecretFile.read(file)).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        };
    }

    private static Optional<DigestTime> digestTime(String text) {
        String[] words = text.strip().split("\\s+", 2);
        ZoneId zone = words.length < 2 ? ZoneOffset.UTC : ZoneId.of(words[1]);
        return Optional.of(new DigestTime(LocalTime.parse(words[0]), zone));
    }

    private static String mendUrl(String text) {
        try {
            return HttpEndpoint.mistakeIn(URI.create(text))
                    .filter(mistake -> !text.isEmpty())
                    .map(mistake -> "it " + mistake)
                    .orElse("write it like https://bridge.example.com/alerts");
        } catch (IllegalArgumentException e) {
            return "write it like https://bridge.example.com/alerts";
        }
    }
}
