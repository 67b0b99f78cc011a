package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has a journal that was copied go on under an id of its own.
 *
 * <p>The original went on after it was copied, so what it accepted since has the same sequences that the copy would give
 * next. A sink that knew those would take the copy's new ticks for repeats and drop them. What the copy holds keeps its id,
 * so that a sink that has stored it meanwhile does not store it twice; from the next sequence on the id is another.
 */
public final class RestoredJournal {

    private RestoredJournal() {}

    /**
     * Renews the id. No process may have the journal open. Blocks.
     *
     * @param folder the copy; where it holds no segment nothing is done
     * @param id the new one
     * @return the sequence of the last tick that the copy holds
     * @throws IOException if it cannot be read and written, or holds what no journal has written
     */
    public static long renew(Disk disk, Path folder, UUID id) throws IOException {
        Path cursors = folder.resolve("cursors");
        Recovery.Found found = new Recovery(disk, folder).run(id, journal -> 0);
        if (found.segments().isEmpty()) {
            return 0;
        }
        UUID before = found.journal();
        long last = Math.max(found.last(), Cursors.highest(disk, cursors, before));
        recount(disk, folder.resolve(Completeness.FILE), before, id);
        Cursors.renew(disk, cursors, before, id);
        Path path = folder.resolve(SegmentFiles.name(found.number() + 1));
        Path unnamed = folder.resolve(SegmentFiles.unnamed(found.number() + 1));
        try (Disk.File header = disk.open(unnamed)) {
            header.write(new SegmentHeader(id, last + 1).encoded(), 0);
            header.sync();
        }
        disk.rename(unnamed, path);
        return found.last();
    }

    private static void recount(Disk disk, Path file, UUID before, UUID id) throws IOException {
        @Nullable String text = disk.exists(file) ? SealedFile.read(disk, file) : null;
        JsonObject book = text == null ? new JsonObject() : new JsonObject(text);
        if (before.toString().equals(book.getString("journal"))) {
            SealedFile.write(disk, file, book.put("journal", id.toString()).encode());
        }
    }
}
