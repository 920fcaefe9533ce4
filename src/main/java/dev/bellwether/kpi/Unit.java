package dev.bellwether.kpi;

import java.util.Locale;

/** What a KPI's value is measured in: base units, as Prometheus asks; days and stars are the trade's own. */
public enum Unit {
    RATIO {
        @Override
        String written(double value, Locale locale) {
            return String.format(locale, Math.abs(value) < 0.01 ? "%.2f %%" : "%.1f %%", value * 100);
        }
    },
    SECONDS {
        @Override
        String written(double value, Locale locale) {
            long seconds = Math.round(Math.abs(value));
            String sign = value < 0 ? "−" : "";
            if (seconds < 120) {
                return sign + seconds + " s";
            }
            if (seconds < 7200) {
                return sign + seconds / 60 + " min";
            }
            return sign + String.format(locale, "%.1f h", seconds / 3600.0);
        }
    },
    DAYS {
        @Override
        String written(double value, Locale locale) {
            return String.format(locale, "%.1f days", value);
        }
    },
    USD {
        @Override
        String written(double value, Locale locale) {
            return String.format(locale, Math.abs(value) < 100 ? "USD %,.2f" : "USD %,.0f", value);
        }
    },
    COUNT {
        @Override
        String written(double value, Locale locale) {
            return String.format(locale, value == Math.rint(value) ? "%,.0f" : "%,.1f", value);
        }
    },
    STARS {
        @Override
        String written(double value, Locale locale) {
            return String.format(locale, "%.2f stars", value);
        }
    };

    abstract String written(double value, Locale locale);

    /** The value for people, with its unit: {@code 45.3 %}, {@code 2.5 h}, {@code USD 12,400}; {@code –} when unknown. */
    public String format(double value) {
        return format(value, Locale.ROOT);
    }

    /** The same with the separators of a reader's language, {@code 45,3 %}. */
    public String format(double value, Locale locale) {
        return Double.isFinite(value) ? written(value, locale) : "–";
    }
}
