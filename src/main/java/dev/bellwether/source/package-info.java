/** Where samples come from. */
@NullMarked
package dev.bellwether.source;

import org.jspecify.annotations.NullMarked;
