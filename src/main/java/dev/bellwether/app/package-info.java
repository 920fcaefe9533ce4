/** Wiring and settings, no logic. */
@NullMarked
package dev.bellwether.app;

import org.jspecify.annotations.NullMarked;
