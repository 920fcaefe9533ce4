/** What tests of several packages share: databases, clocks, short ways to write alerts and series. */
@NullMarked
package dev.bellwether.testing;

import org.jspecify.annotations.NullMarked;
