package dev.bellwether.web;

import dev.bellwether.problem.Refusal;
import dev.bellwether.problem.RefusedException;
import dev.bellwether.problem.RefusedException.Kind;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what the API refuses with a problem (RFC 9457) whose {@code errors} name each field and its mend. */
@RestControllerAdvice(annotations = RestController.class)
public final class RefusalAdvice {

    @ExceptionHandler(RefusedException.class)
    public ResponseEntity<ProblemDetail> refused(RefusedException refused) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(statusOf(refused.kind()), String.valueOf(refused.getMessage()));
        List<Map<String, String>> errors =
                refused.refusals().stream().map(RefusalAdvice::error).toList();
        problem.setProperty("errors", errors);
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static Map<String, String> error(Refusal refusal) {
        return Map.of("field", refusal.field(), "what", refusal.what(), "mend", refusal.mend());
    }

    static HttpStatus statusOf(Kind kind) {
        return kind == Kind.UNKNOWN
                ? HttpStatus.NOT_FOUND
                : kind == Kind.TOO_LATE ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST;
    }
}
