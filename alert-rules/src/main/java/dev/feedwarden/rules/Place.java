package dev.feedwarden.rules;

/**
 * Where something stands in a file that a person wrote.
 *
 * @param file as the person named it
 * @param line from 1
 * @param column from 1, in characters
 */
public record Place(String file, int line, int column) {

    /** A problem at this place. */
    public Problem problem(String what) {
        return new Problem(file, line, column, what);
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
