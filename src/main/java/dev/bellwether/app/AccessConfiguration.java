package dev.bellwether.app;

import dev.bellwether.access.Account;
import dev.bellwether.access.AccountBook;
import dev.bellwether.access.AccountFile;
import dev.bellwether.access.AccountKind;
import dev.bellwether.access.LinkSeal;
import dev.bellwether.access.LinkUses;
import dev.bellwether.access.Role;
import dev.bellwether.access.Token;
import dev.bellwether.alert.Alerts;
import dev.bellwether.audit.AuditTrail;
import dev.bellwether.mute.SilenceBook;
import dev.bellwether.notify.ConsoleLinks;
import dev.bellwether.notify.Links;
import dev.bellwether.notify.UnsubscribeBook;
import dev.bellwether.response.ResponseBook;
import dev.bellwether.schedule.AccessSchedule;
import dev.bellwether.web.Door;
import dev.bellwether.web.Guests;
import dev.bellwether.web.LinkController;
import dev.bellwether.web.SignInController;
import dev.bellwether.web.SignInOffer;
import dev.bellwether.web.SignedLinks;
import dev.bellwether.web.SingleSignOn;
import dev.bellwether.web.UnsubscribeController;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.web.SecurityFilterChain;

/** Who may come in. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AccessConfiguration.class);

    /** The accounts of people and of machines. */
    record Accounts(AccountBook users, AccountBook tokens) {}

    @Bean
    Accounts accounts(
            BellwetherProperties properties,
            ObjectProvider<ClientRegistrationRepository> identityProviders,
            InstantSource clock) {
        var users = AccountBook.open(new AccountFile(properties.access().users(), AccountKind.USER), clock.instant());
        var tokens =
                AccountBook.open(new AccountFile(properties.access().tokens(), AccountKind.TOKEN), clock.instant());
        boolean isNobodyKnown = users.all().isEmpty() && tokens.all().isEmpty();
        boolean isAnybodyVouchedFor =
                identityProviders.getIfAvailable() != null && signOn(properties).lets(Role.VIEWER);
        if (isNobodyKnown && !isAnybodyVouchedFor) {
            admitFirst(users);
        }
        return new Accounts(users, tokens);
    }

    /** So that somebody can come in, and nobody knows beforehand with which password. */
    private static void admitFirst(AccountBook users) {
        String password = Token.make();
        users.admit(new Account("admin", Role.ADMIN, Passwords.encode(password)));
        log.warn(
                "there are no users yet: until the next start sign in as \"admin\" with the password {} ;"
                        + " \"users add NAME --role admin\" makes a user that stays",
                password);
    }

    @Bean
    SecurityFilterChain door(
            HttpSecurity http,
            Accounts accounts,
            AuditTrail audit,
            InstantSource clock,
            BellwetherProperties properties,
            ObjectProvider<ClientRegistrationRepository> identityProviders,
            ObjectProvider<Guests> guests) {
        var door = new Door(
                accounts.users(),
                accounts.tokens(),
                audit,
                clock,
                guests.getIfAvailable(() -> Guests.NONE),
                properties.access().openMetrics());
        boolean isProvided = identityProviders.getIfAvailable() != null;
        return door.build(http, more -> {
            if (isProvided) {
                signOn(properties).addTo(more, door);
            }
        });
    }

    private static SingleSignOn signOn(BellwetherProperties properties) {
        var told = properties.access().signOn();
        return new SingleSignOn(told.nameClaim(), told.rolesClaim(), told.roles(), told.otherwise());
    }

    @Bean
    SignInController signInController(
            List<SignInOffer> offers, ObjectProvider<ClientRegistrationRepository> identityProviders) {
        return new SignInController(Stream.concat(offers.stream(), offersOf(identityProviders.getIfAvailable()))
                .toList());
    }

    /** A button for each provider that is configured. */
    private static Stream<SignInOffer> offersOf(@Nullable ClientRegistrationRepository providers) {
        return providers instanceof Iterable<?> each
                ? StreamSupport.stream(each.spliterator(), false)
                        .map(ClientRegistration.class::cast)
                        .map(provider -> new SignInOffer(
                                "Sign in with " + provider.getClientName(),
                                "/oauth2/authorization/" + provider.getRegistrationId(),
                                false,
                                anybody -> true))
                : Stream.empty();
    }

    @Bean
    @DependsOnDatabaseInitialization
    LinkSeal linkSeal(LinkUses uses, BellwetherProperties properties) throws IOException {
        Path file = properties.access().linkKeyFile();
        if (file != null) {
            return new LinkSeal(Files.readAllBytes(file));
        }
        var made = new byte[32];
        new SecureRandom().nextBytes(made);
        return new LinkSeal(uses.keyOr(made));
    }

    @Bean
    Links signedLinks(LinkSeal seal, BellwetherProperties properties, InstantSource clock) {
        var pages = new ConsoleLinks(properties.url(), properties.mail().grafana());
        return new SignedLinks(pages, seal, properties.access().linksLast(), clock);
    }

    @Bean
    LinkController linkController(
            LinkSeal seal,
            LinkUses uses,
            Alerts alerts,
            ResponseBook responses,
            SilenceBook silences,
            InstantSource clock) {
        return new LinkController(seal, uses, alerts, responses, silences, clock);
    }

    @Bean
    UnsubscribeController unsubscribeController(LinkSeal seal, UnsubscribeBook book, InstantSource clock) {
        return new UnsubscribeController(seal, book, clock);
    }

    /** The files of users and tokens are looked at again while the service runs. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> accessReloads(
            Accounts accounts, AuditTrail audit, TaskScheduler scheduler, InstantSource clock) {
        var schedule = new AccessSchedule(List.of(accounts.users(), accounts.tokens()), audit, clock);
        return ready -> schedule.start(scheduler);
    }
}
