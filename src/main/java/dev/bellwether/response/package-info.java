/** What people answer to an alert: I have it, it was useful, it was noise. */
@NullMarked
package dev.bellwether.response;

import org.jspecify.annotations.NullMarked;
