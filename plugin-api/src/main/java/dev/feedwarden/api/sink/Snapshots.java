package dev.feedwarden.api.sink;

import io.vertx.core.Future;
import java.nio.file.Path;

/**
 * What a {@link Sink} implements besides where nobody else keeps a copy of what it has stored: a backup holds one then.
 * A store that is backed up by its own means, such as a database, needs none. Called on the sink's event loop, which
 * neither call may block; every remote call has a timeout, and each of the two ends by itself within a minute.
 */
public interface Snapshots {

    /**
     * Copies what this sink has stored, and nothing of anybody else's, into a file. The copy is of one moment between two
     * {@link Sink#write writes}, which wait meanwhile: it holds how far the sink had stored, and all up to there.
     *
     * @param file exists and is empty; after a failure whatever is in it is of no use
     * @param mostBytes how large it may become
     * @return how many entries (keys, rows) are in it; fails with a {@link SinkException} whose reason says why there is
     *     no copy
     */
    Future<Long> save(Path file, long mostBytes);

    /**
     * Puts back what {@link #save} wrote, perhaps long ago and to another store. What is there stays as it is, for it is
     * newer; what has expired meanwhile is left out. May be called again for the same file: the same comes of it. Called
     * before the first write, but if that took too long, writes may follow before it has ended.
     *
     * @return fails with a {@link SinkException}: as {@link SinkException.Kind#REFUSED} if another attempt would not help,
     *     and where that is because the file is not whole or none of this kind, then nothing was changed
     */
    Future<Loaded> load(Path file);

    /**
     * What became of the entries of a file.
     *
     * @param entries how many it holds
     * @param put those that are in the store now
     * @param kept those that the store had already and that stayed as they were there
     * @param expired those whose time had passed
     */
    record Loaded(long entries, long put, long kept, long expired) {}
}
