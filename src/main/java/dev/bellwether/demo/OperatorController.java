package dev.bellwether.demo;

import dev.bellwether.access.Role;
import dev.bellwether.audit.AuditTrail;
import dev.bellwether.audit.Deed;
import dev.bellwether.web.Loopback;
import dev.bellwether.web.SignInController;
import dev.bellwether.web.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** One click makes whoever sits at this machine an operator of the demo. */
@Controller
public final class OperatorController {

    static final String PATH = "/demo/sign-in";

    private final AuditTrail audit;
    private final InstantSource clock;

    public OperatorController(AuditTrail audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @PostMapping(PATH)
    public String signIn(
            @RequestParam(name = "to", defaultValue = "/") String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!Loopback.isFrom(request)) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "The demo signs in with one click only from the machine that it runs on.");
        }
        Authentication operator = new SignedIn("demo", Role.OPERATOR, "").authentication();
        SecurityContext context = new SecurityContextImpl(operator);
        request.getSession(); // there must be one to change
        request.changeSessionId(); // one that somebody else knows must not become an operator's
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
        audit.record(new Deed(
                clock.instant(), "demo", "signed_in", "demo", "from " + request.getRemoteAddr() + " with one click"));
        response.setStatus(HttpStatus.SEE_OTHER.value());
        return "redirect:" + SignInController.placeFor(to);
    }
}
