/** The simulated marketplace and its mail catcher; profile demo alone. */
@NullMarked
package dev.bellwether.demo;

import org.jspecify.annotations.NullMarked;
