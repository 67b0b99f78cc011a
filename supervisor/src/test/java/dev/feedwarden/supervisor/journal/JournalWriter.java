package dev.feedwarden.supervisor.journal;

import dev.feedwarden.supervisor.SystemDisk;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** A process that writes to a journal until it is killed, and prints the last sequence whenever more is accepted. */
final class JournalWriter {

    private static final int FLUSH_EVERY = 200;

    private JournalWriter() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        JournalOptions usual = JournalOptions.in(Path.of(arguments[0]));
        JournalOptions options = new JournalOptions(
                usual.folder(),
                Duration.ofMillis(10),
                usual.segmentBytes(),
                usual.mostBytes(),
                usual.reserveBytes(),
                usual.queue());
        FileJournal journal = new Journals().open(new SystemDisk(), options, "nobody");
        journal.listen(() -> out.println(journal.accepted()));
        for (long number = journal.accepted() + 1; ; number++) {
            if (!journal.offer(Ticks.numbered(number))) {
                throw new IllegalStateException("refused " + number);
            }
            if (number % FLUSH_EVERY == 0) {
                Journals.await(journal.flush());
            }
        }
    }
}
