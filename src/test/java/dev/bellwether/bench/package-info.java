/** Benchmarks: each prints the ratio that its question asks for; none is run by the build. */
@NullMarked
package dev.bellwether.bench;

import org.jspecify.annotations.NullMarked;
