/** Spring's scheduler calls in; the clock is read here. */
@NullMarked
package dev.bellwether.schedule;

import org.jspecify.annotations.NullMarked;
