package dev.bellwether.history;

import dev.bellwether.kpi.Labels;

/**
 * One series of a KPI: a combination of dimension values.
 *
 * @param number dense, from 0, given at first sight and kept for good
 */
public record Series(int number, Labels labels) {}
