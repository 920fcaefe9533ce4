/** The same path over past or written samples. */
@NullMarked
package dev.bellwether.replay;

import org.jspecify.annotations.NullMarked;
