package dev.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page to sign in at. What it sends is read before any controller. */
@Controller
public final class SignInController {

    /** Also where the form goes. */
    public static final String PATH = "/sign-in";

    /** A path of our own: {@code //example.com} would be somebody else's. */
    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[^\\\\\\p{Cntrl}]{0,500}");

    /** Where the session keeps where its reader wanted to go, for a provider elsewhere does not bring it back. */
    private static final String WAY = SignInController.class.getName() + ".to";

    private final List<SignInOffer> offers;

    public SignInController(List<SignInOffer> offers) {
        this.offers = List.copyOf(offers);
    }

    @GetMapping(PATH)
    public String page(
            @RequestParam(name = "to", defaultValue = "") String to,
            @RequestParam(name = "failed", required = false) @Nullable String failed,
            @RequestParam(name = "again", required = false) @Nullable String again,
            @RequestParam(name = "out", required = false) @Nullable String out,
            @RequestParam(name = "stranger", required = false) @Nullable String stranger,
            @RequestParam(name = "unproven", required = false) @Nullable String unproven,
            @RequestParam(name = "wait", defaultValue = "0") int wait,
            @Nullable CsrfToken csrf,
            HttpServletRequest request,
            Model model) {
        if (csrf != null) {
            csrf.getToken(); // begins the session now; once the page is on its way it is too late for a cookie
        }
        HttpSession session = request.getSession(false);
        if (session != null && !to.isEmpty()) {
            session.setAttribute(WAY, placeFor(to));
        }
        model.addAttribute("to", placeFor(to));
        model.addAttribute("failed", failed != null);
        model.addAttribute("again", again != null);
        model.addAttribute("out", out != null);
        model.addAttribute("stranger", stranger != null);
        model.addAttribute("unproven", unproven != null);
        model.addAttribute("wait", wait);
        model.addAttribute(
                "offers", offers.stream().filter(offer -> offer.isFor(request)).toList());
        return "sign-in";
    }

    /** Where to go after signing in: to the page that was asked for, when it is one of ours. */
    public static String placeFor(@Nullable String to) {
        return to != null && OURS.matcher(to).matches() && !to.startsWith(PATH) ? to : "/";
    }

    /** Where somebody who has just signed in goes. */
    static String wayOf(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object kept = session == null ? null : session.getAttribute(WAY);
        if (kept != null) {
            session.removeAttribute(WAY);
        }
        String sent = request.getParameter("to");
        return placeFor(sent != null ? sent : (String) kept);
    }

    /** {@code ?failed}, and with it where the reader still wants to go. */
    static String queryAfter(String reason, HttpServletRequest request) {
        return "?" + reason + "&to=" + URLEncoder.encode(placeFor(request.getParameter("to")), StandardCharsets.UTF_8);
    }
}
