package dev.feedwarden.api;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The file system as something handed in, so that tests can fill it, tear its writes and fail its syncs. Every call
 * blocks: use it on a worker or on a thread of one's own. Safe for use by several threads.
 */
public interface Disk {

    /** Opens a file for reading and writing and makes it, empty, if it is absent. Its folder must exist. */
    File open(Path path) throws IOException;

    /**
     * Opens a file for reading alone, also one that may not be written to or that another process is writing.
     *
     * @throws java.nio.file.NoSuchFileException if it is absent
     */
    File openToRead(Path path) throws IOException;

    boolean exists(Path path);

    /** The files and folders directly below a folder, sorted by name; none if there is no such folder. */
    List<Path> list(Path folder) throws IOException;

    void createFolders(Path folder) throws IOException;

    /** Renames atomically, replacing what stands there, and syncs the folder: afterwards the new name is durable. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file if it is there. */
    void delete(Path path) throws IOException;

    /** Bytes that this process may still write below the folder. */
    long usableBytes(Path folder) throws IOException;

    /** Bytes that there are, used ones too, where the folder lies. */
    long totalBytes(Path folder) throws IOException;

    /** When a file was last written to, by the clock of the file system. */
    Instant changed(Path file) throws IOException;

    /** An open file. Not safe for use by several threads. */
    interface File extends Closeable {

        long size() throws IOException;

        /** Reads up to {@code into.remaining()} bytes from a position; the number read, or -1 at the end. */
        int read(ByteBuffer into, long position) throws IOException;

        /** Writes all of {@code from} at a position. */
        void write(ByteBuffer from, long position) throws IOException;

        void truncate(long size) throws IOException;

        /** Returns once everything written is durable. After a failure the file must not be trusted: write a new one. */
        void sync() throws IOException;
    }
}
