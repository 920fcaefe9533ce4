/** What tests of several packages share. */
@NullMarked
package dev.bellwether.testing;

import org.jspecify.annotations.NullMarked;
