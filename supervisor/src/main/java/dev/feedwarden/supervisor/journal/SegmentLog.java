package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.tick.Tick;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's files: records are appended to a group in memory and become durable together.
 *
 * <p>Why a log of our own: what is needed is a prefix that checksums prove, one sync for a group of records, and
 * deletion by the cursors of several readers. Embedded stores and queues give some of these, but only with JVM flags,
 * native code or a write path several times slower; here it is two small files.
 *
 * <p>After a failed write or sync a file is never written again: the operating system may have dropped the pages and yet
 * let the next sync succeed. The group is written anew, from memory, to a new segment.
 *
 * <p>Belongs to the journal's thread, but for {@link #segments}, {@link #idOf}, {@link #accepted} and {@link #bytes}.
 */
final class SegmentLog {

    /** A group is written when it has so many bytes, if not earlier. */
    static final int GROUP_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(SegmentLog.class);

    private final Disk disk;
    private final JournalOptions options;
    private final UUID id;
    private final CopyOnWriteArrayList<Segment> segments;
    private final ByteBuffer group = ByteBuffer.allocateDirect(GROUP_BYTES + Frame.MOST_BYTES);
    private Disk.@Nullable File file;
    private long number;
    private long next;
    private int abandoned;
    private volatile long accepted;

    SegmentLog(Disk disk, JournalOptions options, Recovery.Found found) {
        this.disk = disk;
        this.options = options;
        this.id = found.journal();
        this.segments = new CopyOnWriteArrayList<>(found.segments());
        this.number = found.number();
        this.accepted = found.last();
        this.next = found.last() + 1;
    }

    UUID id() {
        return id;
    }

    /** The id that a record has with its sequence: another than {@link #id} where it is older than a restore. */
    UUID idOf(long sequence) {
        UUID of = id;
        for (Segment segment : segments) {
            if (segment.first() > sequence) {
                break;
            }
            of = segment.journal();
        }
        return of;
    }

    /** The sequence of the last record that a completed sync covers. */
    long accepted() {
        return accepted;
    }

    /** Oldest first. */
    List<Segment> segments() {
        return segments;
    }

    /** The sequence before the oldest record that is kept. */
    long start() {
        return segments.isEmpty() ? accepted : segments.get(0).first() - 1;
    }

    /** What the segments take on the disk. */
    long bytes() {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += segment.extent().end();
        }
        return bytes;
    }

    /** How many segments were given up after a failed write or sync. */
    int abandoned() {
        return abandoned;
    }

    /** Whether the group takes one more tick before it must be committed. */
    boolean hasRoom() {
        return group.position() < GROUP_BYTES;
    }

    boolean hasGroup() {
        return group.position() > 0;
    }

    /** Gives the tick its sequence. It is accepted by the next {@link #commit} that succeeds. */
    void append(Tick tick) {
        Frame.write(next, tick, group);
        next++;
    }

    /**
     * Makes the group durable.
     *
     * @throws NoRoomException if a limit is reached
     * @throws IOException if the group could be written neither to the current nor to a new segment. In both cases the
     *     group is kept, and the next call tries again.
     */
    void commit() throws IOException {
        if (!hasGroup()) {
            return;
        }
        requireRoom();
        try {
            if (file == null || current().extent().end() + group.position() > options.segmentBytes()) {
                close();
                begin();
            }
            store();
        } catch (IOException e) {
            LOG.warn("journal segment abandoned: a group could not be made durable", e);
            abandon();
            beginAgain(e);
        }
        accepted = next - 1;
        group.clear();
    }

    /** Gives up what could not be made durable. The log takes nothing more afterwards. */
    void dropGroup(Consumer<Tick> lost) throws IOException {
        for (int at = 0; at < group.position(); at += Frame.bytes(group, at)) {
            lost.accept(TickCodec.read(group.duplicate().position(at + Frame.HEAD_BYTES)));
        }
        group.clear();
    }

    /** Deletes the segments whose records are all up to {@code passed}, but never the newest. */
    void forget(long passed) throws IOException {
        while (forgets(passed)) {
            disk.delete(segments.get(0).path());
            segments.remove(0);
        }
    }

    /** Whether there is such a segment. */
    boolean forgets(long passed) {
        return segments.size() > 1 && segments.get(0).extent().last() <= passed;
    }

    void close() throws IOException {
        if (file != null) {
            Disk.File closing = file;
            file = null;
            closing.close();
        }
    }

    private Segment current() {
        return segments.get(segments.size() - 1);
    }

    private void requireRoom() throws IOException {
        long bytes = bytes() + group.position();
        if (bytes > options.mostBytes()) {
            throw new NoRoomException("journal size: expected at most " + options.mostBytes() + " bytes, " + bytes
                    + " are needed; the slowest sink holds them");
        }
        long free = disk.usableBytes(options.folder()) - group.position();
        if (free < options.reserveBytes()) {
            throw new NoRoomException("disk of " + options.folder() + ": expected " + options.reserveBytes()
                    + " bytes to stay free, found " + free);
        }
    }

    private void beginAgain(IOException first) throws IOException {
        try {
            begin();
            store();
        } catch (IOException e) {
            abandon();
            e.addSuppressed(first);
            throw e;
        }
    }

    /** Begins a segment. It has its name only once its header is durable. */
    private void begin() throws IOException {
        number++;
        Path path = options.folder().resolve(SegmentFiles.name(number));
        Path unnamed = options.folder().resolve(SegmentFiles.unnamed(number));
        long first = accepted + 1;
        try (Disk.File header = disk.open(unnamed)) {
            header.write(new SegmentHeader(id, first).encoded(), 0);
            header.sync();
        } catch (IOException e) {
            deleteQuietly(unnamed);
            throw e;
        }
        disk.rename(unnamed, path);
        segments.add(new Segment(path, id, first, new Segment.Extent(first - 1, SegmentHeader.BYTES)));
        file = disk.open(path);
    }

    private void store() throws IOException {
        Disk.File to = file;
        if (to == null) {
            throw new IOException("no segment is open");
        }
        Segment segment = current();
        long end = segment.extent().end();
        ByteBuffer bytes = group.duplicate().flip();
        int length = bytes.remaining();
        to.write(bytes, end);
        to.sync();
        segment.extend(new Segment.Extent(next - 1, end + length));
    }

    private void abandon() {
        abandoned++;
        try {
            close();
        } catch (IOException e) {
            LOG.warn("abandoned journal segment could not be closed", e);
        }
        if (segments.size() > 1 && current().empty()) {
            deleteQuietly(current().path());
            segments.remove(segments.size() - 1);
        }
    }

    private void deleteQuietly(Path path) {
        try {
            disk.delete(path);
        } catch (IOException e) {
            LOG.warn("journal file left behind path={}", path, e);
        }
    }
}
