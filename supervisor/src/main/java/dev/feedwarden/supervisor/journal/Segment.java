package dev.feedwarden.supervisor.journal;

import java.nio.file.Path;

/** A segment file and how far it may be read. Written by the journal's thread, read by any. */
final class Segment {

    private final Path path;
    private final long first;
    private volatile Extent extent;

    /** @param first the sequence that its first record has or would have */
    Segment(Path path, long first, Extent extent) {
        this.path = path;
        this.first = first;
        this.extent = extent;
    }

    Path path() {
        return path;
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
