package dev.bellwether.problem;

/**
 * Why a request is refused, in words for the one who sent it.
 *
 * @param field the part of the request that is wrong, such as {@code matchers[1].value}
 * @param what is wrong
 * @param mend how to write it; may be empty
 */
public record Refusal(String field, String what, String mend) {

    @Override
    public String toString() {
        return mend.isEmpty() ? field + ": " + what : field + ": " + what + "; " + mend;
    }
}
