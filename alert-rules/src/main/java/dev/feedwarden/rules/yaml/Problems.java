package dev.feedwarden.rules.yaml;

import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong, so that a person learns all of it at once. Keeps the first {@value #MOST} and tells how many more
 * there were.
 */
public final class Problems {

    /** How many are kept. */
    public static final int MOST = 1000;

    private final List<Problem> problems = new ArrayList<>();
    private int more;

    /** Notes that something is wrong at a place. */
    public void add(Place place, String what) {
        if (problems.size() < MOST) {
            problems.add(place.problem(what));
        } else {
            more++;
        }
    }

    /** Notes that something else was expected. */
    public void expected(String what, Node found) {
        add(found.place(), "expected " + what + ", found " + found.found());
    }

    /** Whether further ones are only counted, so that nobody need look for words. */
    boolean isFull() {
        return problems.size() >= MOST;
    }

    /** How many there are so far. */
    public int count() {
        return problems.size() + more;
    }

    /** All so far, in the order in which they were found. */
    public List<Problem> list() {
        if (more == 0) {
            return List.copyOf(problems);
        }
        List<Problem> told = new ArrayList<>(problems);
        Problem last = told.get(told.size() - 1);
        told.add(new Problem(last.file(), last.line(), last.column(), "and " + more + " more problems"));
        return List.copyOf(told);
    }
}
