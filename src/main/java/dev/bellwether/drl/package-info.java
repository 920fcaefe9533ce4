/** Rules as they are written: read from DRL, checked against KPIs, limits and one another, without the engine. */
@NullMarked
package dev.bellwether.drl;

import org.jspecify.annotations.NullMarked;
