package dev.bellwether.cli;

import dev.bellwether.notify.AlertmanagerNotifier;
import dev.bellwether.notify.Delivery;
import dev.bellwether.notify.EmailNotifier;
import dev.bellwether.notify.HttpEndpoint;
import dev.bellwether.notify.HttpPost;
import dev.bellwether.notify.Notification;
import dev.bellwether.notify.Retries;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.notify.TestNotification;
import dev.bellwether.notify.WebhookNotifier;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.ProblemsException;
import dev.bellwether.routing.NotifySettings;
import dev.bellwether.routing.ReceiverSettings;
import dev.bellwether.routing.RoutesReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code receivers test}: whether a receiver is reached, and what its server says. */
@Command(
        name = "receivers",
        description = "Tries a receiver out.",
        footer = {"  java -jar bellwether.jar receivers test operations"})
@SuppressWarnings("NullAway.Init") // picocli fills it in
final class ReceiversCommand implements Runnable {

    private static final Duration TEST_ENDS_AFTER = Duration.ofMinutes(1);

    @Spec
    private CommandSpec spec;

    private final Supplier<NotifySettings> settings;
    private final HttpPost http = new HttpPost();

    /** @param settings of the service, read only when a receiver is tried */
    ReceiversCommand(Supplier<NotifySettings> settings) {
        this.settings = settings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: receivers test NAME");
    }

    @Command(
            description = {
                "Sends a test, marked as such, to everyone of a receiver, and prints what is said with each server:",
                "the SMTP dialogue without credentials, or the HTTP status. Where recipients go by owner or label, the",
                "test goes to the fallback. The mail server is that of config/application.yml and the environment."
            },
            footer = {
                "  java -jar bellwether.jar receivers test operations",
                "  java -jar bellwether.jar receivers test bridge --routes draft/routes.yml",
                "",
                "Exit codes: 0 everyone accepted; 1 somebody did not, or the file has mistakes; 2 no such receiver."
            })
    int test(
            @Parameters(paramLabel = "NAME", description = "The receiver's name.") String name,
            @Option(names = "--routes", paramLabel = "FILE", description = "The file of routes, where it is another.")
                    Path file) {
        NotifySettings service = settings.get();
        List<ReceiverSettings> receivers;
        try {
            receivers = receivers(service, file == null ? service.routes() : file, file != null);
        } catch (ProblemsException e) {
            e.problems().forEach(out()::println);
            return Cli.MISTAKES;
        }
        List<String> names = receivers.stream().map(ReceiverSettings::name).toList();
        if (!names.contains(name)) {
            spec.commandLine()
                    .getErr()
                    .println("bellwether: there is no receiver \"" + name + "\"; " + DidYouMean.sentence(name, names));
            return Cli.NOT_RUN;
        }
        boolean accepted = tryOut(receivers.get(names.indexOf(name)), service);
        out().flush();
        return accepted ? Cli.FINE : Cli.MISTAKES;
    }

    private static List<ReceiverSettings> receivers(NotifySettings service, Path file, boolean isAskedFor) {
        return isAskedFor || Files.exists(file) ? RoutesReader.read(file).receivers() : service.receivers();
    }

    private boolean tryOut(ReceiverSettings receiver, NotifySettings service) {
        Instant now = service.clock().instant();
        Notification notification = TestNotification.of(receiver.name(), now);
        boolean accepted = true;
        var labels = RoutingTree.routingLabels(notification.alerts().get(0));
        for (String address : receiver.email().of(labels)) {
            accepted &= mail(address, notification, service, now);
        }
        for (HttpEndpoint endpoint : receiver.webhooks()) {
            var webhook = new WebhookNotifier(endpoint, http, service.consoleUrl());
            accepted &= post("webhook " + endpoint.name(), () -> webhook.post(notification));
        }
        for (HttpEndpoint endpoint : receiver.alertmanagers()) {
            var alertmanager = new AlertmanagerNotifier(endpoint, http, service.consoleUrl());
            var ends = Map.of(notification.alerts().get(0), now.plus(TEST_ENDS_AFTER));
            accepted &= post("alertmanager " + endpoint.name(), () -> alertmanager.post(ends));
        }
        return accepted;
    }

    private boolean mail(String address, Notification notification, NotifySettings service, Instant now) {
        out().println("mail to " + address + " over " + service.smtp());
        var notifier = new EmailNotifier(service.smtp(), List.of(address), service.template(), Retries.DEFAULT);
        Delivery delivery = notifier.tryOut(notification, address, now, line -> out().println("  " + line));
        if (delivery instanceof Delivery.Sent) {
            out().println("  accepted");
            return true;
        }
        String why = delivery instanceof Delivery.RetryAt retry
                ? "not accepted now: " + retry.why()
                : "refused: " + ((Delivery.GivenUp) delivery).why();
        out().println("  " + why);
        return false;
    }

    private interface Post {
        HttpPost.Answer now() throws IOException;
    }

    private boolean post(String what, Post post) {
        out().println(what);
        try {
            HttpPost.Answer answer = post.now();
            out().println("  " + answer);
            out().println(answer.isAccepted() ? "  accepted" : "  not accepted");
            return answer.isAccepted();
        } catch (IOException e) {
            out().println("  no answer: " + e.getMessage());
            return false;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
