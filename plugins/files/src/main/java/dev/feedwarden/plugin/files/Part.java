package dev.feedwarden.plugin.files;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.feedwarden.api.Disk;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.plugin.files.format.Header;
import dev.feedwarden.plugin.files.format.Row;
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
        if (!disk.exists(path)) {
            state = State.UNKNOWN;
            if (disk.exists(complete)) {
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
            return state == State.SOUND && opened.size() == size ? opened : recover(opened);
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
        ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
        try (Disk.File from = disk.open(path);
                Disk.File to = fresh()) {
            for (long at = 0; at < size; at += buffer.limit()) {
                buffer.clear().limit((int) Math.min(COPY_BYTES, size - at));
                if (from.read(buffer, at) <= 0) {
                    break;
                }
                to.write(buffer.flip(), at);
            }
            to.sync();
        }
        disk.rename(unnamed, path);
        state = State.UNKNOWN;
    }

    private Disk.File fresh() throws IOException {
        disk.delete(unnamed);
        return disk.open(unnamed);
    }

    /** Finds the last row and cuts off what a crash left behind it. */
    private Disk.File recover(Disk.File opened) throws IOException {
        MessageScanner scanner = new MessageScanner(opened::read);
        if (!header.equals(parsed(Header.parser(), scanner.next()))) {
            return beginAnew();
        }
        long end = scanner.position();
        long sequence = 0;
        Row row = parsed(Row.parser(), scanner.next());
        while (row != null && row.getSequence() > sequence) {
            sequence = row.getSequence();
            end = scanner.position();
            row = parsed(Row.parser(), scanner.next());
        }
        opened.truncate(end);
        opened.sync();
        sound(end, sequence);
        return opened;
    }

    private Disk.File beginAnew() throws IOException {
        LOG.error("file set aside: it does not begin with its header path={}", path);
        close();
        disk.rename(path, path.resolveSibling(path.getFileName() + ".damaged"));
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

    /** The message; null where a crash has left none. */
    private static <M> @Nullable M parsed(Parser<M> parser, byte @Nullable [] message) {
        try {
            return message == null ? null : parser.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }
}
