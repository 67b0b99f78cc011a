package dev.feedwarden.rules;

/**
 * Something wrong in a file that a person wrote.
 *
 * @param file as the person named it
 * @param line from 1
 * @param column from 1
 * @param what what was expected and what was found
 */
public record Problem(String file, int line, int column, String what) {

    /** {@code file:line:column: what}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + what;
    }
}
