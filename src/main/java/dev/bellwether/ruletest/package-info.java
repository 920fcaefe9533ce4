/** What rule authors expect of their rules, written in {@code *.test.yml}, and whether it holds. */
@NullMarked
package dev.bellwether.ruletest;

import org.jspecify.annotations.NullMarked;
