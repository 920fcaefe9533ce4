/** The console and the JSON API. */
@NullMarked
package dev.bellwether.web;

import org.jspecify.annotations.NullMarked;
