package dev.bellwether.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An OpenID Connect provider that vouches for whoever a test says, with tokens it really signs. */
public final class IdentityProvider implements AutoCloseable {

    public static final String CLIENT = "bellwether";

    private final RSAKey key;
    private final HttpServer server;
    private final Map<String, String> nonces = new ConcurrentHashMap<>();
    private volatile Map<String, Object> person = Map.of();
    private volatile boolean isForging;

    private IdentityProvider(RSAKey key, HttpServer server) {
        this.key = key;
        this.server = server;
    }

    public static IdentityProvider start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var provider =
                    new IdentityProvider(new RSAKeyGenerator(2048).keyID("one").generate(), server);
            server.createContext("/authorize", provider::authorize);
            server.createContext("/token", provider::token);
            server.createContext("/keys", provider::keys);
            server.start();
            return provider;
        } catch (IOException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The claims of the next one who signs in. */
    public void vouchesFor(Map<String, Object> claims) {
        person = Map.copyOf(claims);
    }

    /** Whether tokens are signed with a key nobody knows. */
    public void forges(boolean forging) {
        isForging = forging;
    }

    private void authorize(HttpExchange exchange) {
        Map<String, String> asked = fields(exchange.getRequestURI().getRawQuery());
        String code = "code-" + nonces.size();
        nonces.put(code, asked.get("nonce"));
        exchange.getResponseHeaders()
                .add("Location", asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
        answer(exchange, 302, "text/plain", "");
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked =
                fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!asked.containsKey("code_verifier")) {
            answer(exchange, 400, "application/json", "{\"error\":\"invalid_request\"}");
            return;
        }
        answer(
                exchange,
                200,
                "application/json",
                "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":60,\"scope\":\"openid\",\"id_token\":\""
                        + idToken(nonces.get(asked.get("code"))) + "\"}");
    }

    private String idToken(String nonce) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(url())
                .subject("4711")
                .audience(CLIENT)
                .claim("nonce", nonce)
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
        person.forEach(claims::claim);
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims.build());
            token.sign(new RSASSASigner(isForging ? new RSAKeyGenerator(2048).generate() : key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keys(HttpExchange exchange) {
        answer(exchange, 200, "application/json", new JWKSet(key.toPublicJWK()).toString());
    }

    private static Map<String, String> fields(String written) {
        return Arrays.stream(written.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
