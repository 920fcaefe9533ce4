/** The verbs of the command line, quick because without Spring. */
@NullMarked
package dev.bellwether.cli;

import org.jspecify.annotations.NullMarked;
