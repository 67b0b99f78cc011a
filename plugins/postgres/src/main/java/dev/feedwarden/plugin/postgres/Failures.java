package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.api.sink.SinkException.Kind;
import io.vertx.pgclient.PgException;

/** Says what kind of failure an error of PostgreSQL is, by its SQLSTATE (PostgreSQL, appendix "Error Codes"). */
final class Failures {

    private Failures() {}

    /** The failure as the supervisor acts on it. */
    static SinkException of(Throwable cause, TableName table) {
        if (cause instanceof SinkException known) {
            return known;
        }
        if (cause instanceof PgException error) {
            String state = String.valueOf(error.getSqlState());
            return new SinkException(kind(state), reason(error, state, table), cause);
        }
        Kind kind = cause instanceof AnswerTimeout ? Kind.SLOW : Kind.UNAVAILABLE;
        return new SinkException(kind, oneLine(cause), cause);
    }

    /** Whether the server takes no writes at present. */
    static boolean readOnly(Throwable cause) {
        return cause instanceof PgException error && "25006".equals(error.getSqlState());
    }

    /** What an SQLSTATE calls for. One that is not known may pass by itself, so it is tried again. */
    static Kind kind(String state) {
        return switch (state) {
            case "40001", "40P01", "55P03" -> Kind.CONFLICT;
            case "57014" -> Kind.SLOW;
            default -> kindOfClass(state.length() < 2 ? "" : state.substring(0, 2));
        };
    }

    private static Kind kindOfClass(String first) {
        return switch (first) {
            // A value that the type or a constraint does not take: some row of the batch is bad.
            case "22", "23" -> Kind.POISON;
            // A table, column, right, user or database that is not there, or a feature the server has not.
            case "0A", "28", "3D", "3F", "42" -> Kind.REFUSED;
            // Connections, resources, shutdown and start, read-only after a failover, input and output errors.
            default -> Kind.UNAVAILABLE;
        };
    }

    private static String reason(PgException error, String state, TableName table) {
        String said = oneLine(state + " " + error.getErrorMessage());
        return state.equals("42P01")
                ? said + ": create the table, or have it created by: DELETE FROM " + table.versions()
                        + " WHERE target = '" + table.name() + "'"
                : said;
    }

    /** What went wrong, in one line. */
    static String oneLine(Throwable cause) {
        String message = cause.getMessage();
        return oneLine(message == null ? cause.toString() : message);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
