package dev.bellwether.source;

import java.io.InputStream;

/**
 * What a server answered.
 *
 * @param isUnchanged whether it says that nothing changed since the answer that had the ETag sent; there is no body then
 * @param etag of this answer; empty when it has none
 * @param body cut off at the target's limits
 */
record HttpAnswer(boolean isUnchanged, String etag, InputStream body) {}
