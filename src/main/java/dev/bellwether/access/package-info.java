/** Who may do what: users and machines, their roles, and links that act for their holder. */
@NullMarked
package dev.bellwether.access;

import org.jspecify.annotations.NullMarked;
