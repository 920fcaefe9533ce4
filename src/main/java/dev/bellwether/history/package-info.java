/** Samples kept, and what was to be expected of the next one. */
@NullMarked
package dev.bellwether.history;

import org.jspecify.annotations.NullMarked;
