package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Secret;
import dev.feedwarden.supervisor.history.HistoryCopy;
import dev.feedwarden.supervisor.history.HistoryException;
import dev.feedwarden.supervisor.history.HistorySummary;
import dev.feedwarden.supervisor.journal.RestoredJournal;
import dev.feedwarden.supervisor.journal.SinkStores;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a backup holds into a data folder. Everything is read through, unpacked beside what is there and checked before
 * anything of that is touched. Then one rename decides, and what is there is moved away and the new put in its place; a
 * program that is started in between, or after a crash in between, refuses the folder. Nothing is deleted. Everything blocks.
 */
public final class Restore {

    /** While a data folder has this in it, its content is being replaced: nothing may be started on it. */
    public static final String UNDER_WAY = ".restoring";

    /** What the backup said of itself, in the restored folder. */
    public static final String TOLD = "restored.json";

    /** In the restored folder: the configuration's files. */
    public static final String CONFIG = "config";

    /**
     * How many numbers of incidents, mails and silences are left out: more than the original has given since, so that no id
     * and no Message-ID names two things.
     */
    static final long SKIPPED_NUMBERS = 100_000;

    private static final String UNPACKED = ".unpacked";
    private static final String REPLACED = ".before-";

    /** What stays where it is, whatever is restored: the backups themselves may be there. */
    private static final Set<String> STAYS = Set.of("backups", UNDER_WAY, UNPACKED);

    private final Disk disk;
    private final Path data;

    /** @param data the folder to restore into; made if it is absent */
    public Restore(Disk disk, Path data) {
        this.disk = disk;
        this.data = data;
    }

    /** What becomes of a folder in which something is. */
    public enum Existing {
        REFUSED,
        /** It is moved into a folder of its own there. */
        MOVED_AWAY
    }

    /**
     * What was restored.
     *
     * @param config the configuration's own file now; null if the backup has none
     * @param before where what was there is now; null if nothing was
     * @param accepted the sequence of the last tick of the journal
     * @param history what the restored history holds
     */
    public record Restored(
            Manifest manifest,
            @Nullable Path config,
            @Nullable Path before,
            long accepted,
            HistorySummary history) {

        /** The sinks for which there is a snapshot. */
        public List<String> snapshots() {
            return manifest.files().stream()
                    .flatMap(file -> SinkStores.sinkOf(file.name().replaceFirst("^" + DataSource.PREFIX, "")).stream())
                    .toList();
        }
    }

    /**
     * Restores.
     *
     * @param now the time, for the name of what is moved away
     * @param id the id under which the journal goes on
     * @throws InUse if a program runs on the folder
     * @throws IOException that says why nothing was changed
     */
    public Restored run(Path file, @Nullable Secret passphrase, Existing existing, Instant now, UUID id)
            throws IOException {
        DataLock lock = DataLock.of(data);
        try (lock) {
            if (Files.exists(data.resolve(UNDER_WAY))) {
                throw new IOException(
                        data + ": a restore was cut off in its last step: move what is in " + data.resolve(UNDER_WAY)
                                + " up into " + data + " and delete the folder, or restore elsewhere");
            }
            if (existing == Existing.REFUSED && !entries().isEmpty()) {
                throw new IOException(data + ": expected an empty folder or none, found "
                        + entries().get(0).getFileName() + "; with --force what is there is moved away");
            }
            Path unpacked = data.resolve(UNPACKED);
            delete(unpacked);
            disk.createFolders(unpacked);
            try {
                Manifest manifest = unpack(file, passphrase, unpacked);
                long accepted = RestoredJournal.renew(disk, unpacked.resolve(DataSource.JOURNAL), id);
                HistorySummary history = history(unpacked.resolve(DataLock.HISTORY), manifest);
                Path before = replace(unpacked, now);
                Path config = manifest.config() == null ? null : data.resolve(manifest.config());
                return new Restored(manifest, config, before, accepted, history);
            } finally {
                delete(unpacked);
            }
        }
    }

    private Manifest unpack(Path file, @Nullable Secret passphrase, Path into) throws IOException {
        Manifest manifest = new BackupReader(disk, passphrase).read(file, name -> {
            Path to = into.resolve(place(name));
            Path folder = to.getParent();
            disk.createFolders(folder == null ? into : folder);
            return new Synced(OwnersFile.create(to));
        });
        Path told = into.resolve(TOLD);
        try (OutputStream out = new Synced(OwnersFile.create(told))) {
            out.write(manifest.json().encodePrettily().getBytes(StandardCharsets.UTF_8));
        }
        return manifest;
    }

    /** Where a file of a backup lies in a data folder. Its name has no {@code ..} in it. */
    private static String place(String name) throws IOException {
        if (name.startsWith(DataSource.PREFIX)) {
            return name.substring(DataSource.PREFIX.length());
        }
        if (name.startsWith(CONFIG + "/")) {
            return name;
        }
        throw new IOException("expected files of a data folder or a configuration, found " + name);
    }

    private static HistorySummary history(Path file, Manifest manifest) throws IOException {
        try {
            if (!Files.exists(file)) {
                return HistorySummary.NONE;
            }
            HistorySummary found = HistoryCopy.read(file);
            if (!found.equals(manifest.history())) {
                throw new IOException("the history is not what the manifest says: expected " + manifest.history()
                        + ", found " + found);
            }
            HistoryCopy.skipNumbers(file, SKIPPED_NUMBERS);
            return found;
        } catch (HistoryException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** From the first rename on the folder is refused to everybody, until the last. */
    private @Nullable Path replace(Path unpacked, Instant now) throws IOException {
        Path restoring = data.resolve(UNDER_WAY);
        List<Path> old = entries();
        Path before = old.isEmpty() ? null : data.resolve(REPLACED + now.toEpochMilli());
        disk.rename(unpacked, restoring);
        if (before != null) {
            disk.createFolders(before);
            for (Path path : old) {
                disk.rename(path, before.resolve(path.getFileName()));
            }
        }
        for (Path path : disk.list(restoring)) {
            disk.rename(path, data.resolve(path.getFileName()));
        }
        Files.delete(restoring);
        return before;
    }

    /** What is in the folder and would be in the way. */
    private List<Path> entries() throws IOException {
        return disk.list(data).stream()
                .filter(path -> !STAYS.contains(path.getFileName().toString())
                        && !path.getFileName().toString().startsWith(REPLACED))
                .toList();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** A file that is durable once it is closed. */
    private static final class Synced extends FilterOutputStream {

        private final FileChannel channel;

        private Synced(FileChannel channel) {
            super(Channels.newOutputStream(channel));
            this.channel = channel;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                channel.force(true);
            }
            super.close();
        }
    }
}
