/** The ports of the inner packages on H2 and PostgreSQL. */
@NullMarked
package dev.bellwether.store;

import org.jspecify.annotations.NullMarked;
