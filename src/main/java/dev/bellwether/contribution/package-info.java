/** Where a change comes from: which values of which dimension, and whether shares moved or the segments themselves. */
@NullMarked
package dev.bellwether.contribution;

import org.jspecify.annotations.NullMarked;
