package dev.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page of the console has: the links of its header, and who looks at it. */
@ControllerAdvice(annotations = Controller.class)
public final class ConsoleModel {

    private final List<PageLink> links;

    /** @param more links beside the console's own, such as the demo's mail */
    public ConsoleModel(List<PageLink> more) {
        var all = new ArrayList<PageLink>();
        all.add(new PageLink("Alerts", "/"));
        all.add(new PageLink("Silences", "/silences"));
        all.addAll(more);
        links = List.copyOf(all);
    }

    @ModelAttribute("visitor")
    public Visitor visitor(HttpServletRequest request) {
        return Visitor.of(request);
    }

    @ModelAttribute("links")
    public List<PageLink> links() {
        return links;
    }
}
