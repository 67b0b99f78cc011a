package dev.feedwarden.rules.trial;

import java.util.List;

/**
 * The readings of one metric of one subject.
 *
 * @param runs in the order of their times
 */
record Series(String metric, String subject, List<Run> runs) {

    Series {
        runs = List.copyOf(runs);
    }
}
