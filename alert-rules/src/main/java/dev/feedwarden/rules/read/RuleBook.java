package dev.feedwarden.rules.read;

import dev.feedwarden.rules.Problem;
import java.time.Instant;
import java.util.List;

/**
 * The rules in force, and what is to be said of the files they come from.
 *
 * @param files in the order in which they are read
 * @param rules without problems
 */
public record RuleBook(List<Page> files, RuleFiles rules) {

    public RuleBook {
        files = List.copyOf(files);
    }

    /** How many files are not in force as they stand on the disk. */
    public long bad() {
        return files.stream().filter(page -> page.state() != State.GOOD).count();
    }

    /** How a file stands to what is in force. */
    public enum State {
        /** In force as it is. */
        GOOD,
        /** Wrong; its last good version is in force. */
        KEPT,
        /** Wrong, and there is no good version of it. */
        BAD
    }

    /**
     * A file.
     *
     * @param since when it came to be so
     * @param problems what is wrong with it as it stands on the disk
     */
    public record Page(String name, State state, Instant since, List<Problem> problems) {
        public Page {
            problems = List.copyOf(problems);
        }
    }
}
