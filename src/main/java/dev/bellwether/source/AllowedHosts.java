package dev.bellwether.source;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which hosts may be asked over HTTP. Whatever the list says, no address is asked that belongs to no server of one's
 * own: link-local ones, where clouds keep credentials, multicast, and the address that means every interface.
 *
 * @param patterns names such as {@code prometheus.example.com} or {@code *.example.com}; empty when the sources' own
 *     addresses are list enough
 */
public record AllowedHosts(List<String> patterns) {

    /** Every host that a source's address names. */
    public static final AllowedHosts OF_THE_SOURCES = new AllowedHosts(List.of());

    public AllowedHosts {
        patterns = patterns.stream()
                .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Why this address may not be asked, as far as can be told from how it is written. */
    public Optional<String> mistakeIn(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("is no address that begins with http:// or https://");
        }
        if (url.getHost() == null) {
            return Optional.of("names no host; write names outside ASCII in punycode (xn--…)");
        }
        if (url.getUserInfo() != null) {
            return Optional.of("holds a login; write it as username and password");
        }
        if (url.getQuery() != null || url.getFragment() != null) {
            return Optional.of("has a ? or #; write only scheme, host, port and path");
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        boolean isListed = patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, host));
        return isListed ? Optional.empty() : Optional.of("names host " + host + ", which is not among allowed-hosts");
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
    }

    /** Why none of the host's addresses may be asked now; a name may lead elsewhere than yesterday. */
    Optional<String> mistakeInAddressOf(URI url) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
            if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
                return Optional.of("leads to " + address.getHostAddress() + ", which no source may have");
            }
        }
        return Optional.empty();
    }
}
