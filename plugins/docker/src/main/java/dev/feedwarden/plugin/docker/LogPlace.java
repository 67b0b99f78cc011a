package dev.feedwarden.plugin.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How far a log has been read. Several lines may have the same time, so it also says how many of those were read.
 *
 * @param time of the last line that was read
 * @param lines of that time that were read
 */
record LogPlace(Instant time, int lines) {

    /** Before anything that a log can hold. */
    static final LogPlace START = new LogPlace(Instant.EPOCH, 0);

    /** From when on the engine is asked, in seconds: early enough for one that leaves out the second it was given. */
    long since() {
        return Math.max(0, time.getEpochSecond() - 1);
    }

    /**
     * The lines that were not read before, of those that an engine gave from {@link #since()} on. Those are in the order
     * in which they were written, which may differ from their times a little.
     */
    List<LogLine> unread(List<LogLine> given) {
        int known = lines;
        for (int i = 0; i < given.size(); i++) {
            int order = given.get(i).time().compareTo(time);
            if (order > 0 || (order == 0 && known == 0)) {
                return given.subList(i, given.size());
            }
            known -= order == 0 ? 1 : 0;
        }
        return List.of();
    }

    /** Where it is once these are read, too. */
    LogPlace after(List<LogLine> unread) {
        LogPlace place = this;
        for (LogLine line : unread) {
            int order = line.time().compareTo(place.time);
            if (order > 0) {
                place = new LogPlace(line.time(), 1);
            } else if (order == 0) {
                place = new LogPlace(place.time, place.lines + 1);
            }
        }
        return place;
    }

    /** Past a second of which there is more than can be read at once. */
    LogPlace past() {
        return new LogPlace(time.plus(Duration.ofSeconds(1)), 0);
    }
}
