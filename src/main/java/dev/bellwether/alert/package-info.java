/** The life of an alert. */
@NullMarked
package dev.bellwether.alert;

import org.jspecify.annotations.NullMarked;
