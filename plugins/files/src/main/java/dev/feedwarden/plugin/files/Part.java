package dev.feedwarden.plugin.files;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.plugin.files.format.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of one stream and hour. It grows under a name of its own and gets its final one when it is complete; when more
 * comes for it after that, it goes back. Rows that it has already are not written again, so the same batch may come
 * twice. After a failed write or sync it is written anew up to where it was durable. Blocks; belongs to one thread at a
 * time.
 */
final class Part {

    private static final Logger LOG = LoggerFactory.getLogger(Part.class);
    private static final int COPY_BYTES = 64 << 10;

    private final Disk disk;
    private final Header header;
    private final Path day;
    private final Path complete;
    private final Path path;

    /** A file that is being made; it replaces the one at {@code path} once it is durable. */
    private final Path unnamed;

    /** What is set aside, for a person to look at; at most one a stream and hour, the newest. */
    private final Path damaged;

    private Disk.@Nullable File file;
    private State state = State.UNKNOWN;
    private long last;
    private long size;

    private enum State {
        /** What is in the file has to be found out. */
        UNKNOWN,
        SOUND,
        /** Beyond {@code size} nothing can be said of it, and it is not to be written any more. */
        BROKEN
    }

    Part(Disk disk, Path folder, Header header) {
        this.disk = disk;
        this.header = header;
        this.day = FileNames.day(folder, header);
        String name = FileNames.complete(header);
        this.complete = day.resolve(name);
        this.path = day.resolve(name + FileNames.PART);
        this.unnamed = day.resolve(name + FileNames.UNNAMED);
        this.damaged = day.resolve(name + FileNames.DAMAGED);
    }

    Header header() {
        return header;
    }

    /** Where the file stands while it grows. */
    Path path() {
        return path;
    }

    /** Makes the rows durable. Only those count whose sequence is above the last that the file has. */
    void append(List<Batch.Row> rows) throws IOException {
        Disk.File to = open();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long sequence = last;
        for (Batch.Row row : rows) {
            if (row.sequence() > sequence) {
                Messages.of(row).writeDelimitedTo(bytes);
                sequence = row.sequence();
            }
        }
        if (bytes.size() == 0) {
            return;
        }
        try {
            to.write(ByteBuffer.wrap(bytes.toByteArray()), size);
            to.sync();
        } catch (IOException e) {
            state = State.BROKEN;
            close();
            throw e;
        }
        size += bytes.size();
        last = sequence;
    }

    /** Lets go of the file handle; the file is opened again when it is needed. */
    void close() throws IOException {
        if (file != null) {
            Disk.File closing = file;
            file = null;
            closing.close();
        }
    }

    /**
     * Gives the file its final name. Where the file is gone, another instance has done so; where one of that name stands
     * already, both are left as they are.
     */
    void finish() throws IOException {
        boolean gone = !disk.exists(path);
        boolean taken = disk.exists(complete);
        if (gone || taken) {
            close();
        } else {
            open();
            close();
            disk.rename(path, complete);
        }
        if (!gone && taken) {
            LOG.error("file not finished: a complete one of its name stands already path={}", path);
        }
        state = State.UNKNOWN;
    }

    private Disk.File open() throws IOException {
        if (file != null) {
            return file;
        }
        boolean wasComplete = false;
        if (!disk.exists(path)) {
            state = State.UNKNOWN;
            if (disk.exists(complete)) {
                wasComplete = true;
                disk.rename(complete, path);
            } else {
                create();
            }
        } else if (state == State.BROKEN) {
            rewrite();
        }
        Disk.File opened = disk.open(path);
        file = opened;
        try {
            return state == State.SOUND && opened.size() == size ? opened : recover(opened, wasComplete);
        } catch (IOException e) {
            state = State.UNKNOWN;
            close();
            throw e;
        }
    }

    /** Makes a file with its header alone. It has its name only once the header is durable. */
    private void create() throws IOException {
        disk.createFolders(day);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        header.writeDelimitedTo(bytes);
        try (Disk.File to = fresh()) {
            to.write(ByteBuffer.wrap(bytes.toByteArray()), 0);
            to.sync();
        }
        disk.rename(unnamed, path);
    }

    /** Copies what is durable to a new file and puts that in the place of the old one. */
    private void rewrite() throws IOException {
        copy(size);
        disk.rename(unnamed, path);
        state = State.UNKNOWN;
    }

    private void copy(long bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
        try (Disk.File from = disk.open(path);
                Disk.File to = fresh()) {
            for (long at = 0; at < bytes; at += buffer.limit()) {
                buffer.clear().limit((int) Math.min(COPY_BYTES, bytes - at));
                if (from.read(buffer, at) <= 0) {
                    break;
                }
                to.write(buffer.flip(), at);
            }
            to.sync();
        }
    }

    private Disk.File fresh() throws IOException {
        disk.delete(unnamed);
        return disk.open(unnamed);
    }

    /** Finds the last row, and cuts off or sets aside what stands behind it. */
    private Disk.File recover(Disk.File opened, boolean wasComplete) throws IOException {
        SoundRows rows = SoundRows.of(opened, header);
        if (rows == null) {
            return beginAnew();
        }
        long behind = opened.size() - rows.end();
        if (behind > 0 && (wasComplete || rows.more())) {
            return goOnWithout(rows, behind);
        }
        if (behind > 0) {
            LOG.warn("file cut behind its last whole row path={} bytes={}", path, behind);
        }
        opened.truncate(rows.end());
        opened.sync();
        sound(rows.end(), rows.last());
        return opened;
    }

    /** A crash leaves no such file, so it is kept for a person to look at. */
    private Disk.File goOnWithout(SoundRows rows, long behind) throws IOException {
        LOG.error(
                "file set aside: damaged behind byte {}, it goes on with the rows before that path={} bytes={}",
                rows.end(),
                path,
                behind);
        close();
        copy(rows.end());
        disk.rename(path, damaged);
        disk.rename(unnamed, path);
        sound(rows.end(), rows.last());
        Disk.File opened = disk.open(path);
        file = opened;
        return opened;
    }

    private Disk.File beginAnew() throws IOException {
        LOG.error("file set aside: it does not begin with its header path={}", path);
        close();
        disk.rename(path, damaged);
        create();
        Disk.File opened = disk.open(path);
        file = opened;
        sound(opened.size(), 0);
        return opened;
    }

    private void sound(long end, long sequence) {
        size = end;
        last = sequence;
        state = State.SOUND;
    }
}
