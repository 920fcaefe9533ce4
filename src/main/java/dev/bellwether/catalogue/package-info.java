/** The folder kpis/, read, checked and re-read on change. */
@NullMarked
package dev.bellwether.catalogue;

import org.jspecify.annotations.NullMarked;
