package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import dev.feedwarden.supervisor.Product;
import dev.feedwarden.supervisor.access.ActTokens;
import dev.feedwarden.supervisor.backup.BackupSettings.Secrets;
import dev.feedwarden.supervisor.backup.ConfigSource.NamedFile;
import dev.feedwarden.supervisor.backup.Manifest.Jar;
import dev.feedwarden.supervisor.history.HistoryException;
import dev.feedwarden.supervisor.history.KeptSamples;
import dev.feedwarden.supervisor.history.MvHistory;
import dev.feedwarden.supervisor.journal.FileJournal;
import dev.feedwarden.supervisor.journal.SinkStores;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes backups: writes one under a name of its own, syncs it, reads it through, gives it its name, and only then deletes
 * the oldest. Whatever fails leaves those that are there. Everything blocks; one call at a time.
 */
public final class BackupMaker {

    private static final String PLUGINS = "plugins";
    private static final String ALLOWED = "allowed";
    private static final String CONFIG = "config/";

    private final BackupSettings settings;
    private final Disk disk;
    private final long reserve;
    private final Path data;
    private final DataSource source;
    private final ConfigSource config;

    private BackupMaker(
            BackupSettings settings, Disk disk, long reserve, Path data, DataSource source, ConfigSource config) {
        this.settings = settings;
        this.disk = disk;
        this.reserve = reserve;
        this.data = data;
        this.source = source;
        this.config = config;
    }

    /**
     * For a data folder on which no program runs.
     *
     * @param reserve bytes that must stay free on the disk of the backups
     */
    public static BackupMaker still(BackupSettings settings, Disk disk, long reserve, Path data, ConfigSource config) {
        return new BackupMaker(settings, disk, reserve, data, new StillData(data), config);
    }

    /** For the data folder of this program. */
    public static BackupMaker live(
            BackupSettings settings,
            Disk disk,
            long reserve,
            Path data,
            FileJournal journal,
            KeptSamples samples,
            MvHistory history,
            SinkStores stores,
            ConfigSource config) {
        return new BackupMaker(
                settings, disk, reserve, data, new LiveData(data, journal, samples, history, stores, reserve), config);
    }

    /** A backup that was made. */
    public record Made(Path file, long bytes, Manifest manifest) {}

    /**
     * Makes one.
     *
     * @throws InUse if a program runs on the data folder, and this is not it
     * @throws IOException that says why there is none
     */
    public Made make(Instant now) throws IOException {
        source.requireOurs(); // or a running program's unfinished files would be taken for left behind
        BackupFolder folder = new BackupFolder(disk, settings.folder());
        folder.prepare();
        Path unfinished = folder.unfinished("new");
        try (Snapshot snapshot = source.take(disk, folder)) {
            ConfigSource.Listing listing = config.list();
            List<Part> parts = new ArrayList<>();
            for (NamedFile file : listing.files()) {
                parts.add(Part.of(CONFIG + file.name(), Files.readAllBytes(file.path())));
            }
            parts.addAll(own());
            parts.addAll(snapshot.parts());
            Manifest about = new Manifest(
                    Product.VERSION,
                    now,
                    listing.main() == null ? null : CONFIG + listing.main(),
                    snapshot.accepted(),
                    snapshot.history(),
                    jars(),
                    listing.leftOut(),
                    snapshot.unsaved(),
                    List.of());
            new BackupWriter(disk, settings.passphrase(), reserve).write(unfinished, about, parts);
            Manifest manifest = new BackupReader(disk, settings.passphrase()).check(unfinished);
            Path file = folder.file(now);
            disk.rename(unfinished, file);
            folder.prune(settings.keep());
            return new Made(file, size(file), manifest);
        } catch (HistoryException e) {
            disk.delete(unfinished);
            throw new IOException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            disk.delete(unfinished);
            throw e;
        }
    }

    /** What lies in a data folder besides its stores. */
    private List<Part> own() throws IOException {
        List<Part> parts = new ArrayList<>();
        Path allowed = data.resolve(PLUGINS).resolve(ALLOWED);
        if (Files.exists(allowed)) {
            parts.add(Part.of(DataSource.PREFIX + PLUGINS + "/" + ALLOWED, Files.readAllBytes(allowed)));
        }
        Path key = data.resolve(ActTokens.FILE);
        if (settings.secrets() == Secrets.INCLUDED && Files.exists(key)) {
            parts.add(Part.of(DataSource.PREFIX + ActTokens.FILE, Files.readAllBytes(key)));
        }
        return parts;
    }

    private List<Jar> jars() throws IOException {
        List<Jar> jars = new ArrayList<>();
        Path dropIns = data.resolve(PLUGINS);
        if (!Files.isDirectory(dropIns)) {
            return jars;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(dropIns, "*.jar")) {
            for (Path path : found) {
                MessageDigest digest = BackupWriter.sha256();
                try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                jars.add(new Jar(path.getFileName().toString(), BackupWriter.hex(digest)));
            }
        }
        jars.sort(Comparator.comparing(Jar::file));
        return jars;
    }

    private long size(Path file) throws IOException {
        try (Disk.File opened = disk.openToRead(file)) {
            return opened.size();
        }
    }
}
