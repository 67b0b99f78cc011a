package dev.feedwarden.api.kit;

import dev.feedwarden.api.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that fails as a test tells it to, and that forgets what was not synced when the test pulls the plug.
 *
 * <p>It is as unkind as a real one may be. Pages of {@value PagedFile#PAGE} bytes become durable one by one; a sync that
 * fails drops the pages it should have written, so that a later sync succeeds without them; a file that was never synced
 * is gone after a crash. Names are kinder: a rename or a deletion is durable at once.
 */
public final class FaultyDisk implements Disk {

    private final TreeMap<Path, PagedFile> files = new TreeMap<>();
    private final TreeSet<Path> folders = new TreeSet<>();
    private final Map<Call, Fault> faults = new EnumMap<>(Call.class);
    private final Map<Call, Long> calls = new EnumMap<>(Call.class);
    private final Map<PagedFile, Instant> written = new WeakHashMap<>();
    private Supplier<Instant> clock = () -> Instant.EPOCH;
    private long capacity = Long.MAX_VALUE;
    private int tearAfter = -1;
    private int crashes;

    /** What can be made to fail. */
    public enum Call {
        OPEN,
        READ,
        WRITE,
        TRUNCATE,
        SYNC,
        RENAME,
        DELETE
    }

    /** Strikes before a call does its work: it throws, waits, or lets the call pass. Called without a lock. */
    @FunctionalInterface
    public interface Fault {
        void strike(Path path) throws IOException;

        /** Fails as a broken device does. */
        static Fault inputOutputError() {
            return path -> {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            };
        }

        /** Lets some calls pass, then strikes once. */
        static Fault onceAfter(int passes, Fault fault) {
            return new Fault() {
                private int seen;

                @Override
                public synchronized void strike(Path path) throws IOException {
                    if (seen++ == passes) {
                        fault.strike(path);
                    }
                }
            };
        }
    }

    /** From now on every such call meets the fault. */
    public synchronized void on(Call call, Fault fault) {
        faults.put(call, fault);
    }

    /** Takes back all faults, the limit of size and a torn write that has not happened. */
    public synchronized void heal() {
        faults.clear();
        capacity = Long.MAX_VALUE;
        tearAfter = -1;
    }

    /** Lets all files together hold so many bytes; a write beyond that writes what fits, then fails. */
    public synchronized void capacity(long bytes) {
        capacity = bytes;
    }

    /** The next write stores only its first bytes, then fails. */
    public synchronized void tearNextWrite(int bytes) {
        tearAfter = bytes;
    }

    /** Pulls the plug: what was not synced is gone, and every open file is dead. */
    public synchronized void crash() {
        crash(page -> false);
    }

    /** Pulls the plug; of the pages that were not synced, chance keeps about half. */
    public synchronized void crash(Random chance) {
        crash(page -> chance.nextBoolean());
    }

    private void crash(PagedFile.Survival survival) {
        crashes++;
        files.values().removeIf(file -> !file.crash(survival));
    }

    /** How often such a call was made, failed ones included. */
    public synchronized long calls(Call call) {
        return calls.getOrDefault(call, 0L);
    }

    @Override
    public File open(Path path) throws IOException {
        begin(Call.OPEN, path);
        synchronized (this) {
            Path key = key(path);
            Path folder = key.getParent();
            if (folder != null && folder.getParent() != null && !folders.contains(folder)) {
                throw new NoSuchFileException(path.toString());
            }
            return new Handle(key, files.computeIfAbsent(key, absent -> new PagedFile()), crashes);
        }
    }

    @Override
    public File openToRead(Path path) throws IOException {
        begin(Call.OPEN, path);
        synchronized (this) {
            PagedFile file = files.get(key(path));
            if (file == null) {
                throw new NoSuchFileException(path.toString());
            }
            return new Handle(key(path), file, crashes);
        }
    }

    @Override
    public synchronized boolean exists(Path path) {
        return files.containsKey(key(path)) || folders.contains(key(path));
    }

    @Override
    public synchronized List<Path> list(Path folder) {
        var found = new TreeSet<Path>();
        for (var names : List.of(files.keySet(), folders)) {
            for (Path path : names) {
                if (key(folder).equals(path.getParent())) {
                    found.add(folder.resolve(path.getFileName()));
                }
            }
        }
        return List.copyOf(found);
    }

    @Override
    public synchronized void createFolders(Path folder) {
        for (Path path = key(folder); path != null; path = path.getParent()) {
            folders.add(path);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        begin(Call.RENAME, from);
        synchronized (this) {
            PagedFile file = files.remove(key(from));
            if (file == null) {
                throw new NoSuchFileException(from.toString());
            }
            file.nameIsDurable();
            files.put(key(to), file);
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        begin(Call.DELETE, path);
        synchronized (this) {
            files.remove(key(path));
        }
    }

    @Override
    public synchronized long usableBytes(Path folder) {
        return capacity - used();
    }

    @Override
    public synchronized long totalBytes(Path folder) {
        return capacity;
    }

    @Override
    public synchronized Instant changed(Path path) throws IOException {
        PagedFile file = files.get(key(path));
        if (file == null) {
            throw new NoSuchFileException(path.toString());
        }
        return written.getOrDefault(file, Instant.EPOCH);
    }

    /** Tells the time at which files are written; without it that is always the epoch. */
    public synchronized void clock(Supplier<Instant> time) {
        clock = time;
    }

    private long used() {
        return files.values().stream().mapToLong(PagedFile::size).sum();
    }

    private void begin(Call call, Path path) throws IOException {
        @Nullable Fault fault;
        synchronized (this) {
            calls.merge(call, 1L, Long::sum);
            fault = faults.get(call);
        }
        if (fault != null) {
            fault.strike(path);
        }
    }

    private static Path key(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private final class Handle implements File {
        private final Path path;
        private final PagedFile file;
        private final int born;
        private boolean closed;

        private Handle(Path path, PagedFile file, int born) {
            this.path = path;
            this.file = file;
            this.born = born;
        }

        @Override
        public long size() throws IOException {
            synchronized (FaultyDisk.this) {
                alive();
                return file.size();
            }
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            begin(Call.READ, path);
            synchronized (FaultyDisk.this) {
                alive();
                return file.read(into, position);
            }
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            begin(Call.WRITE, path);
            synchronized (FaultyDisk.this) {
                alive();
                int wanted = from.remaining();
                int fits = (int) Math.min(wanted, Math.max(0, room(position)));
                written.put(file, clock.get());
                boolean torn = tearAfter >= 0 && tearAfter < wanted;
                file.write(from, position, torn ? Math.min(fits, tearAfter) : fits);
                tearAfter = -1;
                if (torn || fits < wanted) {
                    throw new FileSystemException(
                            path.toString(), null, torn ? "Input/output error" : "No space left on device");
                }
            }
        }

        /** How many bytes a write at a position may have: what overwrites needs no new room. */
        private long room(long position) {
            return capacity == Long.MAX_VALUE ? capacity : capacity - used() + file.size() - position;
        }

        @Override
        public void truncate(long size) throws IOException {
            begin(Call.TRUNCATE, path);
            synchronized (FaultyDisk.this) {
                alive();
                file.truncate(size);
            }
        }

        @Override
        public void sync() throws IOException {
            try {
                begin(Call.SYNC, path);
            } catch (IOException e) {
                synchronized (FaultyDisk.this) {
                    file.forget();
                }
                throw e;
            }
            synchronized (FaultyDisk.this) {
                alive();
                file.sync();
            }
        }

        @Override
        public void close() {
            synchronized (FaultyDisk.this) {
                closed = true;
            }
        }

        private void alive() throws IOException {
            if (closed || born != crashes) {
                throw new ClosedChannelException();
            }
        }
    }
}
