package dev.feedwarden.deploy.drill;

import dev.feedwarden.api.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A disk that hands a write on only once it is synced: what was not lies in this process's memory and dies with it, as the
 * pages of a kernel die with the power. No page is ever written early, which is the worst that may happen. Names are kinder:
 * a new file, a rename and a deletion are there at once.
 */
final class WriteBackDisk implements Disk {

    private final Disk disk;
    private final Map<Path, WriteBackFile> files = new ConcurrentHashMap<>();

    /** @param disk keeps what is synced */
    WriteBackDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public File open(Path path) throws IOException {
        return file(path, disk.open(path)).opened();
    }

    /** Also sees what somebody else in this process has written to the file and not synced. */
    @Override
    public File openToRead(Path path) throws IOException {
        WriteBackFile known = files.get(path.toAbsolutePath());
        return known == null ? disk.openToRead(path) : known.opened();
    }

    private WriteBackFile file(Path path, File real) throws IOException {
        WriteBackFile fresh = new WriteBackFile(real);
        WriteBackFile known = files.putIfAbsent(path.toAbsolutePath(), fresh);
        if (known == null) {
            return fresh;
        }
        real.close();
        return known;
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        disk.createFolders(folder);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
        forget(to);
        WriteBackFile moved = files.remove(from.toAbsolutePath());
        if (moved != null) {
            files.put(to.toAbsolutePath(), moved);
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
        forget(path);
    }

    private void forget(Path path) throws IOException {
        WriteBackFile gone = files.remove(path.toAbsolutePath());
        if (gone != null) {
            gone.abandon();
        }
    }

    @Override
    public long usableBytes(Path folder) throws IOException {
        return disk.usableBytes(folder);
    }

    @Override
    public long totalBytes(Path folder) throws IOException {
        return disk.totalBytes(folder);
    }

    @Override
    public Instant changed(Path file) throws IOException {
        return disk.changed(file);
    }
}
