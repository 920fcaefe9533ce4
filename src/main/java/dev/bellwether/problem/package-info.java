/** Mistakes a person can mend, with their place. */
@NullMarked
package dev.bellwether.problem;

import org.jspecify.annotations.NullMarked;
