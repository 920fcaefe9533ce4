package dev.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;

/**
 * Another way to sign in than by password.
 *
 * @param title of its button, such as {@code Sign in as operator}
 * @param path where the button leads
 * @param isPosted whether the button sends a form, or only leads elsewhere
 * @param audience who is offered it
 */
public record SignInOffer(String title, String path, boolean isPosted, Predicate<HttpServletRequest> audience) {

    boolean isFor(HttpServletRequest request) {
        return audience.test(request);
    }
}
