/** What a KPI is, and one reading of it. */
@NullMarked
package dev.bellwether.kpi;

import org.jspecify.annotations.NullMarked;
