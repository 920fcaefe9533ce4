/** One KPI, one instant, from sample to transition. */
@NullMarked
package dev.bellwether.evaluate;

import org.jspecify.annotations.NullMarked;
