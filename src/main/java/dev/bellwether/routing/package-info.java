/** Who hears of which alerts, as it is written in a file that may change while the service runs. */
@NullMarked
package dev.bellwether.routing;

import org.jspecify.annotations.NullMarked;
