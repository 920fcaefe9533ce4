/** What people changed while the service ran: who, when, what. */
@NullMarked
package dev.bellwether.audit;

import org.jspecify.annotations.NullMarked;
