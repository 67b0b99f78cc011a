package dev.feedwarden.supervisor;

import dev.feedwarden.rules.Problem;
import java.util.List;

/** A configuration with which nothing was started. */
public final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    Unusable(List<Problem> problems) {
        super(problems.size() + " problems, the first: " + problems.get(0));
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong, with its places. */
    public List<Problem> problems() {
        return problems;
    }
}
