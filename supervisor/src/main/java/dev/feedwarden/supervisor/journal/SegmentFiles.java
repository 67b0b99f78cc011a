package dev.feedwarden.supervisor.journal;

import java.nio.file.Path;
import java.util.Locale;

/** How the journal's segment files are named: by a number that only grows, so that their names sort by age. */
final class SegmentFiles {

    static final String DAMAGED = ".damaged";

    private static final String SEGMENT = ".segment";
    private static final String UNNAMED = ".segment.new";

    private SegmentFiles() {}

    static String name(long number) {
        return String.format(Locale.ROOT, "%012d", number) + SEGMENT;
    }

    /** The name while the header is not durable yet. */
    static String unnamed(long number) {
        return String.format(Locale.ROOT, "%012d", number) + UNNAMED;
    }

    static boolean isSegment(Path path) {
        return path.toString().endsWith(SEGMENT);
    }

    static boolean isUnnamed(Path path) {
        return path.toString().endsWith(UNNAMED);
    }

    /** The number of a segment file. */
    static long number(Path path) {
        String name = path.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }
}
