package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.supervisor.journal.Journal;
import dev.feedwarden.supervisor.journal.JournalStatus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A journal that keeps ticks in memory, or refuses them. */
final class RecordingJournal implements Journal {

    final List<Tick> ticks = new CopyOnWriteArrayList<>();
    final BlockingQueue<Tick> arrivals = new LinkedBlockingQueue<>();
    volatile boolean full;

    @Override
    public boolean offer(Tick tick) {
        return !full && ticks.add(tick) && arrivals.add(tick);
    }

    @Override
    public JournalStatus status() {
        return new JournalStatus("test", ticks.size(), 0, Map.of(), 0);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
