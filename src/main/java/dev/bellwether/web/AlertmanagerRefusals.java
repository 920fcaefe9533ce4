package dev.bellwether.web;

import dev.bellwether.problem.RefusedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.databind.json.JsonMapper;

/** Alertmanager's clients expect a mistake as one JSON text. */
@RestControllerAdvice(assignableTypes = {AlertmanagerApi.class, AlertmanagerSilencesApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class AlertmanagerRefusals {

    @ExceptionHandler(RefusedException.class)
    public ResponseEntity<String> refused(RefusedException refused) {
        return ResponseEntity.status(RefusalAdvice.statusOf(refused.kind()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(JsonMapper.shared().writeValueAsString(String.valueOf(refused.getMessage())));
    }
}
