package dev.feedwarden.rules.yaml;

import dev.feedwarden.rules.Place;
import dev.feedwarden.rules.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what is wrong, so that a person learns all of it at once. Of each file it keeps the first {@value #MOST} and tells how
 * many more there were, and looks for what was meant until it has compared {@value #MOST_LETTERS} pairs of letters: no file
 * makes the others wait.
 */
public final class Problems {

    /** How many are kept of one file. */
    public static final int MOST = 200;

    private static final int MOST_LETTERS = 2_000_000;

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private int count;

    /** Notes that something is wrong at a place. */
    public void add(Place place, String what) {
        count++;
        Tally tally = tally(place);
        if (tally.more == 0 && tally.count < MOST) {
            tally.count++;
            tally.last = place;
            problems.add(place.problem(what));
        } else {
            tally.more++;
        }
    }

    /** Notes that something else was expected. */
    public void expected(String what, Node found) {
        add(found.place(), "expected " + what + ", found " + found.found());
    }

    /** Notes a name that nothing has, and what was probably meant. */
    public void unknown(String what, Scalar name, Collection<String> known) {
        add(name.place(), "unknown " + what + " " + name.found() + meant(name.place(), known, name.text()));
    }

    /** The end of a message about a name that nothing has; empty where further messages about the file are only counted. */
    public String meant(Place place, Collection<String> known, String found) {
        Tally tally = tally(place);
        return tally.count == MOST ? "" : tally.suggestion.find(known, found);
    }

    /** How many there are so far. */
    public int count() {
        return count;
    }

    /** All so far, in the order in which they were found. */
    public List<Problem> list() {
        List<Problem> told = new ArrayList<>(problems);
        for (Tally tally : tallies.values()) {
            if (tally.more > 0) {
                told.add(tally.last.problem("and " + tally.more + " more problems in this file"));
            }
        }
        return List.copyOf(told);
    }

    private Tally tally(Place place) {
        return tallies.computeIfAbsent(place.file(), file -> new Tally(place));
    }

    /** What one file has had so far. */
    private static final class Tally {

        private final Suggestion suggestion = new Suggestion(MOST_LETTERS);
        private Place last;
        private int count;
        private int more;

        Tally(Place last) {
            this.last = last;
        }
    }
}
