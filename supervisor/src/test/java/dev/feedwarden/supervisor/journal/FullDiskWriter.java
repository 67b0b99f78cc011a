package dev.feedwarden.supervisor.journal;

import dev.feedwarden.supervisor.SystemDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process whose journal fills its disk, gets room, goes on, and is read back. It fails if anything accepted is missing. */
final class FullDiskWriter {

    private static final int FILLER_BYTES = 3 << 20;

    private FullDiskWriter() {}

    public static void main(String[] arguments) throws Exception {
        Path disk = Path.of(arguments[0]);
        Path filler = disk.resolve("filler");
        Files.write(filler, new byte[FILLER_BYTES]);
        JournalOptions options =
                new JournalOptions(disk.resolve("journal"), Duration.ofMillis(5), 2 << 20, 1L << 40, 0, 1_000);
        Journals journals = new Journals();
        FileJournal journal = journals.open(new SystemDisk(), options, "nobody");
        long taken = 0;
        while (journal.accepting()) {
            taken = offer(journal, taken);
        }
        if (journal.offer(Ticks.numbered(0))) {
            throw new IllegalStateException("taken on a full disk");
        }
        System.out.println("refused after " + taken + ", accepted " + journal.accepted());

        Files.delete(filler);
        Journals.eventually("room", () -> {}, journal::accepting);
        for (long more = taken + 1_000; taken < more; ) {
            taken = offer(journal, taken);
        }
        System.out.println("again, up to " + taken);
        Journals.await(journal.close());

        SegmentLog log = LogOnDisk.open(new SystemDisk(), options, 0);
        List<String> lost = new ArrayList<>();
        boolean whole = log.accepted() == taken
                && LogOnDisk.read(new SystemDisk(), log, 0, lost).equals(LogOnDisk.rows(1, taken))
                && lost.isEmpty();
        System.out.println(whole ? "whole" : "accepted " + log.accepted() + " of " + taken + ", lost " + lost);
        journals.close();
        System.exit(whole ? 0 : 1);
    }

    /** Offers one more and, now and then, waits for it; says how many were taken. */
    private static long offer(FileJournal journal, long taken) throws Exception {
        boolean took = journal.offer(Ticks.numbered(taken + 1));
        if (taken % 500 == 0 || !took) {
            Journals.await(journal.flush());
        }
        return took ? taken + 1 : taken;
    }
}
