package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.SampleReceiver;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads the rows of one answer. A tick may have a million, so a row makes no more garbage than the driver does. */
final class RowReader {

    private final ResultSet rows;
    private final int[] dimensions;
    private final String[] dimensionValues;
    private final InstantColumn at;
    private final NumberColumn value;
    private final NumberColumn numerator;
    private final NumberColumn denominator;
    private final NumberColumn sample;

    /** @throws SourceException when a column is missing, or of a type that cannot be what it is to be */
    RowReader(Kpi kpi, ResultSet rows) throws SQLException {
        ResultSetMetaData types = rows.getMetaData();
        Columns columns = Columns.of(kpi, namesOf(types), "the query's answer");
        this.rows = rows;
        dimensions = columns.dimensions();
        dimensionValues = new String[dimensions.length];
        at = InstantColumn.of(kpi, types, columns.at());
        value = NumberColumn.of(kpi, types, columns.value());
        numerator = NumberColumn.of(kpi, types, columns.numerator());
        denominator = NumberColumn.of(kpi, types, columns.denominator());
        sample = NumberColumn.of(kpi, types, columns.sample()).orEmpty();
    }

    private static List<String> namesOf(ResultSetMetaData types) throws SQLException {
        var names = new ArrayList<String>();
        for (int i = 1; i <= types.getColumnCount(); i++) {
            names.add(types.getColumnLabel(i));
        }
        return names;
    }

    /** Hands the row that the answer stands at to the receiver. */
    void readRow(SampleReceiver receiver) throws SQLException {
        for (int i = 0; i < dimensions.length; i++) {
            dimensionValues[i] = Objects.requireNonNullElse(rows.getString(dimensions[i] + 1), "");
        }
        long instant = at.read(rows);
        double readValue = value.read(rows);
        double readNumerator = numerator.read(rows);
        double readDenominator = denominator.read(rows);
        double readSample = sample.read(rows);
        String mistake = firstMistake();
        if (mistake.isEmpty()) {
            receiver.accept(dimensionValues, instant, readValue, readNumerator, readDenominator, readSample);
        } else {
            receiver.reject(dimensionValues, mistake);
        }
    }

    private String firstMistake() {
        if (!at.mistake().isEmpty()) {
            return at.mistake();
        }
        if (!value.mistake().isEmpty()) {
            return value.mistake();
        }
        if (!numerator.mistake().isEmpty()) {
            return numerator.mistake();
        }
        return denominator.mistake().isEmpty() ? sample.mistake() : denominator.mistake();
    }
}
