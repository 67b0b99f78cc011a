package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a journal's folder holds. Every segment but the newest is taken at the word of its successor: it holds
 * what comes before the successor's first sequence, whatever else a failed write left at its end. The newest is read
 * through; what follows its longest sound prefix is cut off, and the prefix is synced, so that all of it is accepted.
 *
 * <p>Where a journal was restored its id changes from one segment to the next, and its sequences go on; see
 * {@link RestoredJournal}. The newest segment's id is the journal's.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Disk disk;
    private final Path folder;

    Recovery(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /**
     * What a folder holds.
     *
     * @param segments oldest first
     * @param number the highest number that a segment file has had
     * @param last the sequence of the last accepted record, 0 if there was never one
     */
    record Found(UUID journal, List<Segment> segments, long number, long last) {}

    private record Headed(Path path, SegmentHeader header) {}

    /**
     * @param fresh the id for a journal that is made now
     * @param stored the highest sequence of a journal that a sink has stored: it is never given out again, even if
     *     damage has taken the records up to it
     * @throws IOException if the folder cannot be read or synced, or holds segments of journals that do not go on from
     *     each other
     */
    Found run(UUID fresh, ToLongFunction<UUID> stored) throws IOException {
        disk.createFolders(folder);
        List<Headed> files = new ArrayList<>();
        long number = 0;
        for (Path path : disk.list(folder)) {
            if (SegmentFiles.isUnnamed(path)) {
                disk.delete(path);
            } else if (SegmentFiles.isSegment(path)) {
                number = SegmentFiles.number(path);
                readHeader(path, files);
            }
        }
        if (files.isEmpty()) {
            return new Found(fresh, List.of(), number, 0);
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Headed file = files.get(i);
            if (i + 1 == files.size()) {
                segments.add(newest(file));
            } else {
                requireNext(file, files.get(i + 1));
                segments.add(sealed(file, files.get(i + 1).header().first() - 1));
            }
        }
        UUID journal = segments.get(segments.size() - 1).journal();
        long last = segments.get(segments.size() - 1).extent().last();
        return new Found(journal, segments, number, Math.max(last, stored.applyAsLong(journal)));
    }

    /** A segment of another journal goes on where the one before has ended, or later. */
    private void requireNext(Headed file, Headed next) throws IOException {
        if (next.header().journal().equals(file.header().journal())) {
            return;
        }
        try (Disk.File opened = disk.open(file.path())) {
            long last = prefix(opened, file.header().first(), opened.size()).last();
            if (next.header().first() <= last) {
                throw new IOException(next.path() + ": expected a segment of journal "
                        + file.header().journal() + ", or one that begins after " + last + ", found one of "
                        + next.header().journal() + " that begins with "
                        + next.header().first());
            }
        }
    }

    private void readHeader(Path path, List<Headed> into) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
        try (Disk.File file = disk.open(path)) {
            int at = 0;
            while (bytes.hasRemaining() && file.read(bytes, at) > 0) {
                at = bytes.position();
            }
        }
        try {
            into.add(new Headed(path, SegmentHeader.decode(bytes.flip())));
        } catch (IOException e) {
            LOG.error("journal segment set aside: its header cannot be read path={}", path, e);
            disk.rename(path, Path.of(path + SegmentFiles.DAMAGED));
        }
    }

    private Segment sealed(Headed file, long last) throws IOException {
        try (Disk.File opened = disk.open(file.path())) {
            return new Segment(
                    file.path(),
                    file.header().journal(),
                    file.header().first(),
                    new Segment.Extent(last, opened.size()));
        }
    }

    private Segment newest(Headed file) throws IOException {
        try (Disk.File opened = disk.open(file.path())) {
            long size = opened.size();
            long first = file.header().first();
            Segment.Extent prefix = prefix(opened, first, size);
            if (prefix.end() < size) {
                LOG.warn(
                        "journal tail cut off path={} kept={} cut={} lastSequence={}",
                        file.path(),
                        prefix.end(),
                        size - prefix.end(),
                        prefix.last());
                opened.truncate(prefix.end());
            }
            opened.sync();
            return new Segment(file.path(), file.header().journal(), first, prefix);
        }
    }

    private static Segment.Extent prefix(Disk.File file, long first, long size) throws IOException {
        FrameScanner scanner = new FrameScanner(file, SegmentHeader.BYTES);
        long end = SegmentHeader.BYTES;
        long expected = first;
        while (scanner.next(size) == FrameScanner.Found.RECORD && scanner.sequence() == expected) {
            end = scanner.position();
            expected++;
        }
        return new Segment.Extent(expected - 1, end);
    }
}
