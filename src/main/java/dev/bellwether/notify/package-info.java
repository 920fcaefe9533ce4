/** Who hears of an alert, when, and in which words. */
@NullMarked
package dev.bellwether.notify;

import org.jspecify.annotations.NullMarked;
