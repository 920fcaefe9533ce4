package dev.bellwether.web;

import dev.bellwether.access.Account;
import dev.bellwether.access.AccountBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Looks names and passwords up among the users, slowly for those who guess. */
public final class PasswordCheck implements AuthenticationProvider {

    private static final String PREFIX = "{bcrypt}";

    private final AccountBook users;
    private final SignInPause pause;
    private final InstantSource clock;
    private final PasswordEncoder encoder = new BCryptPasswordEncoder();
    private final String nobodys = Objects.requireNonNull(encoder.encode("of nobody"));

    public PasswordCheck(AccountBook users, SignInPause pause, InstantSource clock) {
        this.users = users;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        String name = asked.getName();
        String address =
                asked.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        Instant now = clock.instant();
        Optional<Duration> wait = pause.begin(name, address, now);
        if (wait.isPresent()) {
            throw new PausedException(wait.get());
        }
        Optional<Account> account = users.find(name);
        // a name that nobody has takes as long as one that somebody has
        String encoded =
                account.map(known -> known.secret().substring(PREFIX.length())).orElse(nobodys);
        boolean isRight = encoder.matches(Objects.toString(asked.getCredentials(), ""), encoded);
        if (!isRight || account.isEmpty()) {
            throw new BadCredentialsException("name or password is wrong");
        }
        pause.succeeded(name, address);
        return SignedIn.of(account.get()).authentication();
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
