/** What happened, told to Prometheus. */
@NullMarked
package dev.bellwether.exposition;

import org.jspecify.annotations.NullMarked;
