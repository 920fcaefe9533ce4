package dev.bellwether.app;

import dev.bellwether.access.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * All settings of the service, under {@code bellwether}. A key that is not listed here is refused at start.
 *
 * @param kpis folder of KPI definitions
 * @param rules folder of rule files
 * @param url where people reach the console; links in mails begin with it
 * @param runbooks what stands before the runbook paths of rules, such as {@code https://wiki.example.com/}; may be empty
 * @param sources where KPIs live, by the name that KPIs give in {@code source:}
 * @param allowedHosts the hosts that sources may be asked at over HTTP, such as {@code *.example.com}; those of their
 *     own addresses when none is given
 * @param smtp the mail server
 * @param mail how mails look
 * @param receivers named lists of recipients
 * @param route who gets which groups of alerts, and when
 * @param routes a file of receivers and routes; where it is there it goes before {@code receivers} and {@code route}
 * @param evaluation how KPIs are judged
 * @param retention how long samples and ended alerts are kept
 * @param exposition what Prometheus is shown
 * @param silences how silences are looked after
 * @param delivery how notifications leave the service
 * @param access who may come in
 * @param heartbeat who outside is told that the alerting lives
 * @param canary a mail a day that shows that mails arrive
 */
@Validated
@ConfigurationProperties(prefix = "bellwether", ignoreUnknownFields = false)
public record BellwetherProperties(
        @NotNull @DefaultValue("kpis") Path kpis,
        @NotNull @DefaultValue("rules") Path rules,
        @NotBlank @DefaultValue("http://localhost:8080") String url,
        @NotNull @DefaultValue("") String runbooks,
        @DefaultValue Map<String, @Valid Source> sources,
        @DefaultValue List<@NotBlank String> allowedHosts,
        @Valid @NotNull @DefaultValue Smtp smtp,
        @Valid @NotNull @DefaultValue Mail mail,
        @NotEmpty List<@Valid Receiver> receivers,
        @Valid @NotNull Route route,
        @NotNull @DefaultValue("config/routes.yml") Path routes,
        @Valid @NotNull @DefaultValue Evaluation evaluation,
        @Valid @NotNull @DefaultValue Retention retention,
        @Valid @NotNull @DefaultValue Exposition exposition,
        @Valid @NotNull @DefaultValue Silences silences,
        @Valid @NotNull @DefaultValue Delivery delivery,
        @Valid @NotNull @DefaultValue Access access,
        @Valid @NotNull @DefaultValue Heartbeat heartbeat,
        @Valid @NotNull @DefaultValue Canary canary) {

    /**
     * A place where KPIs live: a database when {@code url} is set, a folder of CSV files when {@code folder} is, a
     * Prometheus when {@code prometheus} is, a server that answers JSON when {@code http} is.
     *
     * @param url JDBC address of a database
     * @param folder of CSV files
     * @param prometheus address of a Prometheus, such as {@code https://prometheus.example.com}
     * @param http address that the paths of JSON queries are added to
     * @param username a login that may only read
     * @param password from the environment or a mounted file, never in a file under version control
     * @param passwordFile holds the password, and is read again at each use
     * @param token sent as a bearer token, over HTTP
     * @param tokenFile holds the token, and is read again at each use
     * @param sslBundle name of a bundle under {@code spring.ssl.bundle}: whom to trust, and the certificate to show
     * @param workers how many queries may run at once
     * @param connectTimeout how long to wait for a connection
     * @param statementTimeout how long one query may take, to the last byte of its answer
     * @param fetchSize rows that the driver reads at once
     * @param maxRows more rows than this are refused as a whole
     * @param maxFileSize a larger CSV file is refused
     * @param maxAnswerSize a larger answer over HTTP, unpacked, is refused
     */
    public record Source(
            @Nullable String url,
            @Nullable Path folder,
            @Nullable URI prometheus,
            @Nullable URI http,
            @Nullable String username,
            @Nullable String password,
            @Nullable Path passwordFile,
            @Nullable String token,
            @Nullable Path tokenFile,
            @Nullable String sslBundle,
            @Min(1) @Max(64) @DefaultValue("2") int workers,
            @NotNull @DefaultValue("10s") Duration connectTimeout,
            @NotNull @DefaultValue("60s") Duration statementTimeout,
            @Min(1) @DefaultValue("10000") int fetchSize,
            @Min(1) @DefaultValue("5000000") int maxRows,
            @NotNull @DefaultValue("512MB") DataSize maxFileSize,
            @NotNull @DefaultValue("512MB") DataSize maxAnswerSize) {

        /** Without password and token. */
        @Override
        public String toString() {
            if (url != null) {
                return "database " + url.replaceAll("[?;].*", "");
            }
            if (folder != null) {
                return "folder " + folder;
            }
            return prometheus != null ? "Prometheus at " + prometheus : "JSON at " + http;
        }
    }

    /**
     * The mail server.
     *
     * @param from address in the mails' From
     * @param username empty for a server that asks for none
     * @param starttls whether to refuse a server that does not offer encryption
     * @param timeout for connect, read and write each
     */
    public record Smtp(
            @NotBlank @DefaultValue("localhost") String host,
            @Min(1) @Max(65535) @DefaultValue("587") int port,
            @NotBlank @DefaultValue("bellwether@localhost") String from,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("true") boolean starttls,
            @NotNull @DefaultValue("10s") Duration timeout) {

        /** Without the password. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * How mails look.
     *
     * @param templates folder with {@code alerts.html}, {@code alerts.txt} or both, which take the place of the built-in ones
     * @param runbookFolder what the runbook paths of rules begin at, the working directory when empty; mails show the first steps of what is found there
     * @param grafana a dashboard that mails link to, such as {@code https://grafana.example.com/d/kpi}; may be empty
     * @param locale whose decimal separators numbers get
     * @param zone in which times are told; that of each alert's market when absent
     * @param readers who reads otherwise, by mail address, such as {@code "[anna@example.com]"}, or by receiver
     */
    public record Mail(
            @Nullable Path templates,
            @NotNull @DefaultValue("") String runbookFolder,
            @NotNull @DefaultValue("") String grafana,
            @NotNull @DefaultValue("en") Locale locale,
            @Nullable ZoneId zone,
            @DefaultValue Map<String, @Valid MailReader> readers) {}

    /**
     * How one address or receiver reads numbers and times.
     *
     * @param zone that of each alert's market when absent
     */
    public record MailReader(
            @NotNull @DefaultValue("en") Locale locale,
            @Nullable ZoneId zone) {}

    /**
     * A named list of recipients.
     *
     * @param email addresses; each gets a mail of its own
     */
    public record Receiver(@NotBlank String name, @NotEmpty List<@NotBlank String> email) {}

    /**
     * The root route: every alert passes through it.
     *
     * @param receiver the name of a receiver
     * @param groupBy labels whose equal values bring alerts together in one mail; {@code ...} for each alert alone
     * @param groupWait how long a new group waits for more alerts before its first mail
     * @param groupInterval how long a mailed group waits before it tells of changes
     * @param repeatInterval how long before an unchanged group is mailed again
     */
    public record Route(
            @NotBlank String receiver,
            @DefaultValue("alertname") List<@NotBlank String> groupBy,
            @NotNull @DefaultValue("30s") Duration groupWait,
            @NotNull @DefaultValue("5m") Duration groupInterval,
            @NotNull @DefaultValue("4h") Duration repeatInterval) {}

    /**
     * How KPIs are judged.
     *
     * @param mostCaughtUp how many missed grains are judged after a pause, the newest ones
     * @param mostSeries of one KPI; beyond that new series are refused and the known ones go on
     * @param completeness where less than this share of the series that usually come does come, the snapshot is incomplete
     * @param stormCap of one rule and tick so many alerts are told one by one; one alert tells of the rest
     * @param unstable when an alert counts as unstable
     * @param lease after so long without a word of the instance that evaluates, another one on the same PostgreSQL does
     * @param longestGap after more grains than these that nobody judged, the hold of a pending alert starts anew
     * @param notEvaluatedAfter after so many grains that nobody judged, a firing alert is told of as not evaluated
     */
    public record Evaluation(
            @Min(1) @Max(1000) @DefaultValue("3") int mostCaughtUp,
            @Min(1) @DefaultValue("2000000") int mostSeries,

            @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.7")
            double completeness,

            @Min(1) @DefaultValue("200") int stormCap,
            @NotNull @DefaultValue("30s") Duration lease,
            @Valid @NotNull @DefaultValue Unstable unstable,
            @Min(0) @DefaultValue("3") int longestGap,
            @Min(1) @DefaultValue("3") int notEvaluatedAfter) {}

    /**
     * When an alert comes and goes too often.
     *
     * @param changes so many times fired or resolved …
     * @param within … in so many grains
     * @param steady so many readings alike in a row make it steady again
     */
    public record Unstable(
            @Min(2) @DefaultValue("5") int changes,
            @Min(1) @DefaultValue("24") int within,
            @Min(1) @Max(16) @DefaultValue("6") int steady) {}

    /**
     * How long things are kept.
     *
     * @param samples longer than the eight weeks that baselines look back
     * @param alerts ended alerts
     * @param sent the record of what was sent, to whom and why
     */
    public record Retention(
            @NotNull @DefaultValue("100d") Duration samples,
            @NotNull @DefaultValue("90d") Duration alerts,
            @NotNull @DefaultValue("400d") Duration sent) {}

    /**
     * How notifications leave the service.
     *
     * @param instance a name of its own for each instance on one database; host and port when empty
     * @param mostPerHour mails to one recipient; what is beyond waits for a digest, but for critical alerts; 0 for no limit
     * @param mostPerDay likewise in any 24 hours
     * @param digestEvery how often what is beyond is told
     */
    public record Delivery(
            @NotNull @DefaultValue("") String instance,
            @Min(0) @DefaultValue("60") int mostPerHour,
            @Min(0) @DefaultValue("500") int mostPerDay,
            @NotNull @DefaultValue("1h") Duration digestEvery) {}

    /**
     * How silences are looked after.
     *
     * @param reminder how long before the end of one of more than a day its author is told, by mail; 0s for never
     */
    public record Silences(@NotNull @DefaultValue("1h") Duration reminder) {}

    /**
     * Who may come in.
     *
     * @param users a file of people with their roles and encoded passwords; {@code users add} writes it
     * @param tokens a file of machines with their roles and the hashes of their tokens; {@code tokens add} writes it
     * @param openMetrics whether {@code /actuator/prometheus} is shown without a token
     * @param linkKeyFile holds what seals the links in mails, 32 bytes or more; without it one is made and kept in the
     *     database
     * @param linksLast how long a link in a mail may be used
     * @param signOn who may do what of those for whom an identity provider vouches
     */
    public record Access(
            @NotNull @DefaultValue("config/users.yml") Path users,
            @NotNull @DefaultValue("config/tokens.yml") Path tokens,
            @DefaultValue("true") boolean openMetrics,
            @Nullable Path linkKeyFile,
            @NotNull @DefaultValue("7d") Duration linksLast,
            @Valid @NotNull @DefaultValue SignOn signOn) {}

    /**
     * Who somebody is for whom a provider under {@code spring.security.oauth2.client} vouches.
     *
     * @param nameClaim claim that names a person
     * @param rolesClaim claim that holds their groups
     * @param roles by group
     * @param otherwise role of people in none of those groups; without it they are not let in
     */
    public record SignOn(
            @NotBlank @DefaultValue("email") String nameClaim,
            @NotBlank @DefaultValue("groups") String rolesClaim,
            @NotNull @DefaultValue Map<String, Role> roles,
            @Nullable Role otherwise) {}

    /**
     * Somebody outside is told that the whole chain is well, and raises the alarm when it hears nothing.
     *
     * @param url is posted to; nobody is told when empty. It may hold a secret
     * @param every how often
     * @param timeout for the connection and for the answer each
     * @param mostLate how late evaluations and mails may be before nothing is told
     */
    public record Heartbeat(
            @NotNull @DefaultValue("") String url,
            @NotNull @DefaultValue("1m") Duration every,
            @NotNull @DefaultValue("10s") Duration timeout,
            @NotNull @DefaultValue("15m") Duration mostLate) {

        /** Without the address. */
        @Override
        public String toString() {
            return "every " + every;
        }
    }

    /**
     * An alert a day that means nothing and goes the way of all others, to a mailbox.
     *
     * @param to the mailbox; no such alert when empty
     * @param at time of day
     * @param zone where it is that time
     */
    public record Canary(
            @NotNull @DefaultValue("") String to,

            @NotNull
            @Pattern(
                    regexp = "([01]\\d|2[0-3]):[0-5]\\d",
                    message = "is not a time of day; write it in quotes, as \"06:00\"")
            @DefaultValue("06:00")
            String at,

            @NotNull @DefaultValue("UTC") ZoneId zone) {}

    /**
     * What Prometheus is shown.
     *
     * @param maxSeriesPerKpi series of one KPI shown at most
     * @param maxSeries series of all KPIs shown at most
     * @param maxAlerts pending and firing alerts shown at most
     */
    public record Exposition(
            @Min(0) @DefaultValue("500") int maxSeriesPerKpi,
            @Min(0) @DefaultValue("5000") int maxSeries,
            @Min(0) @DefaultValue("10000") int maxAlerts) {}
}
