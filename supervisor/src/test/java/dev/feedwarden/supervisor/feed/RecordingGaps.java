package dev.feedwarden.supervisor.feed;

import dev.feedwarden.supervisor.journal.GapReason;
import dev.feedwarden.supervisor.journal.GapRecorder;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told, in seconds after noon. */
final class RecordingGaps implements GapRecorder {

    final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void opened(String feed, int connection, Instant from, GapReason reason) {
        told.add("opened " + connection + " " + seconds(from) + " " + reason.word());
    }

    @Override
    public void closed(String feed, int connection, Instant to) {
        told.add("closed " + connection + " " + seconds(to));
    }

    @Override
    public void reported(String feed, Instant from, Instant to) {
        told.add("reported " + seconds(from) + " " + seconds(to));
    }

    private static double seconds(Instant time) {
        return (time.toEpochMilli() - FeedBench.NOON.toEpochMilli()) / 1e3;
    }
}
