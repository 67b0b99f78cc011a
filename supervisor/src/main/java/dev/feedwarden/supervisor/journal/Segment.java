package dev.feedwarden.supervisor.journal;

import java.nio.file.Path;
import java.util.UUID;

/** A segment file and how far it may be read. Written by the journal's thread, read by any. */
final class Segment {

    private final Path path;
    private final UUID journal;
    private final long first;
    private volatile Extent extent;

    /**
     * @param journal the id that its records have with their sequence
     * @param first the sequence that its first record has or would have
     */
    Segment(Path path, UUID journal, long first, Extent extent) {
        this.path = path;
        this.journal = journal;
        this.first = first;
        this.extent = extent;
    }

    Path path() {
        return path;
    }

    UUID journal() {
        return journal;
    }

    long first() {
        return first;
    }

    Extent extent() {
        return extent;
    }

    void extend(Extent to) {
        extent = to;
    }

    /** Whether it holds no accepted record. */
    boolean empty() {
        return extent.last() < first;
    }

    /**
     * The accepted part of a segment.
     *
     * @param last the sequence of the last accepted record; {@code first - 1} if there is none
     * @param end where that record ends in the file
     */
    record Extent(long last, long end) {}
}
