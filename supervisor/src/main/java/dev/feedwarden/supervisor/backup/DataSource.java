package dev.feedwarden.supervisor.backup;

import dev.feedwarden.api.Disk;
import dev.feedwarden.supervisor.history.KeptSamples;
import dev.feedwarden.supervisor.journal.FileJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is kept in a data folder, whether or not a program runs on it. Everything blocks. */
interface DataSource {

    /** The prefix of the names of its files in a backup. */
    String PREFIX = "data/";

    /** The name of the journal's folder in a data folder. */
    String JOURNAL = "journal";

    /**
     * Whether it may be asked at all: nothing is made before that is known.
     *
     * @throws InUse if a program runs on the folder, and this is not it
     */
    void requireOurs() throws IOException;

    /**
     * Takes a snapshot.
     *
     * @param folder for files that are needed until it is closed
     */
    Snapshot take(Disk disk, BackupFolder folder) throws IOException;

    /** The kept readings, as long as they are now. */
    static List<Part> readings(Disk disk, Path data) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Path file : KeptSamples.files(disk, data.resolve(KeptSamples.FOLDER))) {
            parts.add(Part.file(name(data, file), disk, file));
        }
        return parts;
    }

    /** The journal, as long as it is now: its segments must stay, the other files may be replaced. */
    static List<Part> journal(Disk disk, Path data) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Path file : FileJournal.files(disk, data.resolve(JOURNAL))) {
            String name = name(data, file);
            parts.add(FileJournal.isSegment(file) ? Part.file(name, disk, file) : Part.held(name, disk, file));
        }
        return parts;
    }

    /** A copy of the history. */
    static Part history(Path copy) {
        return new Part(PREFIX + DataLock.HISTORY, () -> Files.newInputStream(copy));
    }

    private static String name(Path data, Path file) {
        return PREFIX + data.relativize(file).toString().replace('\\', '/');
    }
}
