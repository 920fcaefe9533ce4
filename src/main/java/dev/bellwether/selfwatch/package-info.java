/** Whether the alerting itself is well, told to those outside it. */
@NullMarked
package dev.bellwether.selfwatch;

import org.jspecify.annotations.NullMarked;
