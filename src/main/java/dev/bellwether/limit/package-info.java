/** Thresholds that product managers keep in a table, by market, category or any other label. */
@NullMarked
package dev.bellwether.limit;

import org.jspecify.annotations.NullMarked;
