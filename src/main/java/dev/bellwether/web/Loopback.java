package dev.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Whether a request comes from a browser on this very machine. */
public final class Loopback {

    private static final List<String> SIGNS_OF_A_PROXY = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    private Loopback() {}

    /** Neither through a proxy, nor for a name that somebody else's DNS may have led here. */
    public static boolean isFrom(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && isOurName(request.getServerName())
                && SIGNS_OF_A_PROXY.stream().allMatch(header -> request.getHeader(header) == null);
    }

    private static boolean isOurName(String host) {
        return host.equals("localhost") || host.matches("[0-9.]+|\\[?[0-9a-fA-F:]+]?") && isLoopback(host);
    }

    /** Of an address in figures; no name is looked up. */
    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
