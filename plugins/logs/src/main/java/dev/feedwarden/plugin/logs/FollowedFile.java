package dev.feedwarden.plugin.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One file, followed by its path. While it is open its inode cannot be given to another file, so comparing the path's
 * file key with the open one's is enough to see that it was replaced; the old file is read to its end before the new one
 * is begun. A file that was cut short, and may have grown again since, is known by its size or by the bytes before the
 * position, which are then others. Blocks: a worker's.
 */
final class FollowedFile {

    private static final int CHUNK = 64 * 1024;
    private static final int TAIL = 64;

    /** The bytes kept of a line. */
    static final int LONGEST_LINE = 16 * 1024;

    private final Path path;
    private final Lines lines = new Lines(LONGEST_LINE);
    private @Nullable Position kept;
    private @Nullable FileChannel channel;
    private @Nullable Object key;
    private long position;
    private byte[] tail = new byte[0];
    private boolean begun;
    private int rotations;

    /**
     * How far a file was read: to the start of the line whose end had not come.
     *
     * @param tail the bytes before, in hexadecimal, by which the file is known again
     */
    record Position(long at, String tail) {}

    FollowedFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Begins where an earlier run ended, if the file is still the same, else at its start. Before the first read. */
    void resume(Position position) {
        kept = position;
    }

    /** How far it is read; null before it was found for the first time. */
    @Nullable
    Position position() throws IOException {
        FileChannel file = channel;
        if (file == null) {
            return begun ? new Position(0, "") : kept;
        }
        long at = position - lines.pending();
        return new Position(at, HexFormat.of().formatHex(bytesBefore(file, at, TAIL)));
    }

    /** Reads up to so many bytes, from where {@link #resume} says or else the end on; fails if there is no such file. */
    void read(long most, Consumer<String> line) throws IOException {
        if (!begun) {
            begin();
        }
        long left = most;
        FileChannel file = channel;
        if (file != null) {
            beginAgainIfCutShort(file, line);
            left -= drain(file, left, line);
            if (left <= 0 || !isReplaced()) {
                return;
            }
            left -= drain(file, left, line);
            if (position < file.size()) {
                return;
            }
            lines.finish(line);
            close();
            rotations++;
        }
        if (!open()) {
            throw new NoSuchFileException(path.toString());
        }
        drain(opened(), left, line);
    }

    /** What is written and not read yet. */
    long behind() throws IOException {
        FileChannel file = channel;
        return file == null ? 0 : Math.max(0, file.size() - position);
    }

    int takeRotations() {
        int taken = rotations;
        rotations = 0;
        return taken;
    }

    int takeCut() {
        return lines.takeCut();
    }

    void close() throws IOException {
        FileChannel file = channel;
        channel = null;
        key = null;
        if (file != null) {
            file.close();
        }
    }

    private void begin() throws IOException {
        Position from = kept;
        if (!open()) {
            begun = from == null;
            throw new NoSuchFileException(path.toString());
        }
        begun = true;
        FileChannel file = opened();
        if (from == null) {
            position = file.size();
            tail = bytesBefore(file, position, TAIL);
        } else if (from.at() <= file.size() && from.tail().equals(tailAt(file, from))) {
            position = from.at();
            tail = bytesBefore(file, position, TAIL);
        } else {
            rotations++;
        }
    }

    private static String tailAt(FileChannel file, Position from) throws IOException {
        return HexFormat.of().formatHex(bytesBefore(file, from.at(), from.tail().length() / 2));
    }

    private boolean open() throws IOException {
        try {
            Object before = keyOf(path);
            FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
            if (!Objects.equals(before, keyOf(path))) {
                // Replaced in between: which of the two is open is not known.
                file.close();
                return false;
            }
            channel = file;
            key = before;
        } catch (NoSuchFileException e) {
            // Between a rotation and the first line after it there is none.
            return false;
        }
        position = 0;
        tail = new byte[0];
        return true;
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private FileChannel opened() {
        if (channel == null) {
            throw new IllegalStateException(path + " is not open");
        }
        return channel;
    }

    private boolean isReplaced() throws IOException {
        try {
            return !Objects.equals(keyOf(path), key);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private void beginAgainIfCutShort(FileChannel file, Consumer<String> line) throws IOException {
        if (file.size() < position || !Arrays.equals(bytesBefore(file, position, tail.length), tail)) {
            lines.finish(line);
            position = 0;
            tail = new byte[0];
            rotations++;
        }
    }

    private long drain(FileChannel file, long most, Consumer<String> line) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long read = 0;
        while (read < most) {
            chunk.clear().limit((int) Math.min(CHUNK, most - read));
            int got = file.read(chunk, position);
            if (got <= 0) {
                break;
            }
            lines.add(chunk.flip(), line);
            position += got;
            read += got;
        }
        tail = bytesBefore(file, position, TAIL);
        return read;
    }

    private static byte[] bytesBefore(FileChannel file, long end, int most) throws IOException {
        int length = (int) Math.min(most, end);
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int got = 0;
        while (got >= 0 && bytes.hasRemaining()) {
            got = file.read(bytes, end - length + bytes.position());
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
