/** Scores one series of readings as they come, without a catalogue: how unlike anything before is this one. */
@NullMarked
package dev.bellwether.detect;

import org.jspecify.annotations.NullMarked;
