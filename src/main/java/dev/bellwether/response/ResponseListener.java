package dev.bellwether.response;

import dev.bellwether.alert.Alert;

/** Hears what people answer, to count it; must be quick. */
public interface ResponseListener {

    /** Hears nothing. */
    ResponseListener NONE = new ResponseListener() {};

    /** Somebody has taken the alert over. */
    default void acknowledged(Alert alert, Acknowledgement acknowledgement) {}

    /** Somebody said what an alert was worth. */
    default void said(Feedback feedback) {}
}
