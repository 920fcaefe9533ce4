package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.access.Role;
import dev.bellwether.testing.Accounts;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every mapping of the service, and which roles come through to it. A mapping that the table does not name is red. */
class PermissionsIT extends RunningService {

    /** The least role; {@code open} is for everybody. */
    private static final String TABLE = """
            open     GET    /sign-in
            open     ANY    /error
            open     GET    /links/{sealed}
            open     POST   /links/{sealed}
            open     GET    /unsubscribe/{sealed}
            open     POST   /unsubscribe/{sealed}
            open     GET    /actuator/health
            open     GET    /actuator/health/**
            open     GET    /actuator/prometheus
            open     GET    /alertmanager/-/healthy
            open     GET    /alertmanager/-/ready
            viewer   GET    /actuator
            viewer   GET    /actuator/info
            viewer   GET    /
            viewer   GET    /alerts/{fingerprint}
            operator POST   /alerts/{fingerprint}/acknowledge
            operator POST   /alerts/{fingerprint}/unacknowledge
            operator POST   /alerts/{fingerprint}/feedback
            viewer   GET    /silences
            operator POST   /silences
            operator POST   /silences/preview
            operator POST   /silences/{id}/end
            operator POST   /silences/unsubscribed
            viewer   GET    /api/v1/alerts
            viewer   GET    /api/v1/alerts/{fingerprint}
            viewer   GET    /api/v1/alerts/{fingerprint}/feedback
            viewer   GET    /api/v1/alerts/{fingerprint}/mail
            viewer   GET    /api/v1/alerts/{fingerprint}/trace
            viewer   GET    /api/v1/notifications
            viewer   GET    /api/v1/notifications/trouble
            viewer   GET    /api/v1/notifications/unsubscribed
            operator DELETE /api/v1/notifications/unsubscribed
            operator POST   /api/v1/alerts/{fingerprint}/acknowledge
            operator POST   /api/v1/alerts/{fingerprint}/unacknowledge
            operator POST   /api/v1/alerts/{fingerprint}/feedback
            viewer   GET    /api/v1/kpis/{kpi}/contribution
            viewer   GET    /api/v1/rules
            viewer   GET    /api/v1/rules/{name}/explanation
            viewer   GET    /api/v1/silences
            viewer   GET    /api/v1/silences/{id}
            viewer   POST   /api/v1/silences/preview
            operator POST   /api/v1/silences
            operator DELETE /api/v1/silences/{id}
            admin    GET    /audit
            admin    GET    /api/v1/audit
            viewer   GET    /alertmanager/api/v2/status
            viewer   GET    /alertmanager/api/v2/receivers
            viewer   GET    /alertmanager/api/v2/alerts
            viewer   GET    /alertmanager/api/v2/alerts/groups
            operator POST   /alertmanager/api/v2/alerts
            viewer   GET    /alertmanager/api/v2/silences
            operator POST   /alertmanager/api/v2/silences
            viewer   GET    /alertmanager/api/v2/silence/{id}
            operator DELETE /alertmanager/api/v2/silence/{id}
            viewer   GET    /alertmanager/metrics
            viewer   GET    /prometheus/api/v1/rules
            viewer   GET    /prometheus/api/v1/alerts
            viewer   GET    /prometheus/api/v1/status/buildinfo
            viewer   GET    /prometheus/api/v1/query
            viewer   POST   /prometheus/api/v1/query
            viewer   GET    /prometheus/api/**
            """;

    /** Refused to everybody, but not at the door: alerts are made by rules. */
    private static final String MADE_BY_RULES = "/alertmanager/api/v2/alerts";

    @Autowired
    private Map<String, RequestMappingInfoHandlerMapping> mappings;

    /** A line of the table. */
    record Line(String least, String method, String path) {

        boolean isFor(Role role) {
            return least.equals("open") || role.includes(Role.valueOf(least.toUpperCase(Locale.ROOT)));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Line> lines() {
        return TABLE.lines().map(line -> line.split(" +")).map(cell -> new Line(cell[0], cell[1], cell[2]));
    }

    @Test
    void everyMappingStandsInTheTable() {
        Set<String> mapped = mappings.values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(PermissionsIT::written)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(mapped).hasSizeGreaterThan(30);
        assertThat(lines().map(Line::toString)).containsExactlyInAnyOrderElementsOf(mapped);
    }

    private static Stream<String> written(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return info.getPatternValues().stream()
                .flatMap(path -> methods.isEmpty()
                        ? Stream.of("ANY " + path)
                        : methods.stream().map(method -> method + " " + path));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void anonymousComesThroughToWhatIsOpenOnly(Line line) {
        HttpResponse<String> answer = sendAsItIs(request(line));

        if (line.least().equals("open")) {
            assertThat(answer.statusCode()).as(answer.body()).isNotIn(401, 403);
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"bellwether\"");
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void eachRoleComesThroughToWhatItMay(Line line) {
        assertThat(Arrays.stream(Role.values())).allSatisfy(role -> {
            HttpResponse<String> answer = sendAsItIs(Accounts.as(role, request(line)));
            if (!line.isFor(role)) {
                assertThat(answer.statusCode()).as(role + ": " + answer.body()).isEqualTo(403);
                assertThat(answer.body()).contains("Your role does not allow this.");
            } else {
                assertThat(answer.statusCode()).as(role + ": " + answer.body()).isNotIn(401);
                assertThat(answer.body())
                        .as("what no permission names answers so")
                        .doesNotContain(line.path().equals("/error") ? "Your role" : "There is nothing at")
                        .doesNotContain("Your role");
                if (!line.path().equals(MADE_BY_RULES)) {
                    assertThat(answer.statusCode()).isNotEqualTo(403);
                }
            }
        });
    }

    @Test
    void whatNobodyNamesIsForNobody() {
        var nowhere =
                HttpRequest.newBuilder(URI.create(url() + "/actuator/env")).GET();

        assertThat(sendAsItIs(nowhere).statusCode()).isEqualTo(401);
        assertThat(send(nowhere).statusCode()).isEqualTo(404);
    }

    private HttpRequest.Builder request(Line line) {
        String path = line.path().replace("/**", "/liveness").replaceAll("\\{\\w+}", "none");
        String method = line.method().equals("ANY") ? "GET" : line.method();
        return HttpRequest.newBuilder(URI.create(url() + path)).method(method, BodyPublishers.noBody());
    }
}
