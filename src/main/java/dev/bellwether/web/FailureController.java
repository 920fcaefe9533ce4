package dev.bellwether.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** What went wrong with a request, in a page for people and as a problem (RFC 9457) for programs. */
@Controller
public final class FailureController implements ErrorController {

    private static final Set<HttpStatus> TOLD_AT_THE_DOOR =
            Set.of(HttpStatus.UNAUTHORIZED, HttpStatus.FORBIDDEN, HttpStatus.TOO_MANY_REQUESTS);

    private final ErrorAttributes errors;

    public FailureController(ErrorAttributes errors) {
        this.errors = errors;
    }

    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    public @Nullable Object page(HttpServletRequest request, HttpServletResponse response, Model model) {
        if (path(request).startsWith("/api/")) {
            return problem(request);
        }
        HttpStatus status = status(request);
        response.setStatus(status.value());
        model.addAttribute("status", status.value());
        model.addAttribute("title", status.getReasonPhrase());
        model.addAttribute("detail", detail(request, status));
        return "error";
    }

    @RequestMapping("/error")
    public ResponseEntity<ProblemDetail> problem(HttpServletRequest request) {
        HttpStatus status = status(request);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail(request, status));
        problem.setInstance(UriComponentsBuilder.fromPath(UriUtils.decode(path(request), StandardCharsets.UTF_8))
                .build()
                .toUri());
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus known = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        return known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    }

    /** Only what a controller said on purpose; what broke inside stands in the log. */
    private String detail(HttpServletRequest request, HttpStatus status) {
        if (status.is5xxServerError()) {
            return "Something broke on our side; the log says what.";
        }
        Throwable error = errors.getError(new ServletWebRequest(request));
        String said = error instanceof ErrorResponse response && !(error instanceof NoResourceFoundException)
                ? response.getBody().getDetail()
                : null;
        if (said != null) {
            return said;
        }
        Object message = request.getAttribute(RequestDispatcher.ERROR_MESSAGE);
        if (TOLD_AT_THE_DOOR.contains(status) && message instanceof String reason && !reason.isBlank()) {
            return reason;
        }
        return status == HttpStatus.NOT_FOUND
                ? "There is nothing at " + path(request) + "."
                : "The request cannot be answered.";
    }

    private static String path(HttpServletRequest request) {
        return Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), request.getRequestURI());
    }
}
