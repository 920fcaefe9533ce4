/** YAML read with file, line and column kept for every value. */
@NullMarked
package dev.bellwether.yaml;

import org.jspecify.annotations.NullMarked;
