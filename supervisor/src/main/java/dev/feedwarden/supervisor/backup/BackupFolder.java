package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folder in which backups are kept, each named by its time; other files in it are left alone. Blocks. */
final class BackupFolder {

    /** Of a file that is being made. */
    static final String UNFINISHED = ".part";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("feedwarden-(\\d{8}T\\d{9}Z)\\.backup");
    private static final Pattern LEFT_BEHIND = Pattern.compile("feedwarden-.*\\" + UNFINISHED);

    private final Disk disk;
    private final Path folder;

    BackupFolder(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /** A backup that is whole, for only such a one has its name. */
    record Kept(Path file, Instant time) {}

    Path file(Instant time) {
        return folder.resolve("feedwarden-" + TIME.format(time) + ".backup");
    }

    /** An empty file, its owner's alone, for something that is needed while one is made. There must be none yet. */
    Path unfinished(String name) throws IOException {
        Path file = folder.resolve("feedwarden-" + name + UNFINISHED);
        OwnersFile.create(file).close();
        return file;
    }

    /** Bytes that may still be written here. */
    long usableBytes() throws IOException {
        return disk.usableBytes(folder);
    }

    /** The oldest first. */
    List<Kept> list() throws IOException {
        return disk.list(folder).stream()
                .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
                .map(path -> new Kept(path, time(path)))
                .toList();
    }

    /** Makes the folder, and deletes what a process left behind that died over it. */
    void prepare() throws IOException {
        disk.createFolders(folder);
        for (Path path : disk.list(folder)) {
            if (LEFT_BEHIND.matcher(path.getFileName().toString()).matches()) {
                disk.delete(path);
            }
        }
    }

    /** Deletes the oldest, but for so many. */
    void prune(int keep) throws IOException {
        List<Kept> all = list();
        for (Kept old : all.subList(0, Math.max(0, all.size() - Math.max(1, keep)))) {
            disk.delete(old.file());
        }
    }

    private static Instant time(Path path) {
        Matcher matcher = NAME.matcher(path.getFileName().toString());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no backup's name: " + path);
        }
        return Instant.from(TIME.parse(matcher.group(1)));
    }
}
