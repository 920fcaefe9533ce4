/** Drools, and only here: load, check, swap and judge. */
@NullMarked
package dev.bellwether.rules;

import org.jspecify.annotations.NullMarked;
