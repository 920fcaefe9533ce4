package dev.bellwether.routing;

import dev.bellwether.mute.MarketZones;
import dev.bellwether.mute.MuteTime;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RoutingTree;
import java.util.List;
import java.util.function.Function;

/** What a file of routes says, without a mistake. */
public record Routes(Route.Settings root, List<ReceiverSettings> receivers, List<MuteTime> times) {

    public Routes {
        receivers = List.copyOf(receivers);
        times = List.copyOf(times);
    }

    /** The tree, with receivers made from their settings. */
    public RoutingTree tree(Function<ReceiverSettings, Receiver> maker, MarketZones zones) {
        return new RoutingTree(root, receivers.stream().map(maker).toList(), zones);
    }
}
