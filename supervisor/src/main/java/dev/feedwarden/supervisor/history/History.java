package dev.feedwarden.supervisor.history;

import dev.feedwarden.rules.StatusChange;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The local store. Safe from any thread; futures complete on the caller's context. */
public interface History {

    /** Writes all of it, durably, or none of it. Commits keep the order of the calls. */
    Future<Void> commit(Transaction transaction);

    /** What a new process must know to carry on: open incidents, unsettled mails, ladders, and the next numbers. */
    Future<Resumption> resume();

    /** The newest incidents first. */
    Future<List<Incident>> incidents(int most);

    /**
     * The newest of those wanted first, looked for among the newest 5,000.
     *
     * @param wanted called on any thread
     */
    default Future<List<Incident>> incidents(Predicate<Incident> wanted, int most) {
        return incidents(Integer.MAX_VALUE)
                .map(all -> all.stream().filter(wanted).limit(most).toList());
    }

    /** The incident of an id, however old; empty where none that is kept has it. */
    default Future<Optional<Incident>> incident(String id) {
        return incidents(one -> one.id().equals(id), 1)
                .map(found -> found.stream().findFirst());
    }

    /** The newest mails first. */
    Future<List<Mail>> mails(int most);

    /** The newest silences first, those that are over included. */
    Future<List<Silence>> silences(int most);

    /** The first changes of {@code [from, to)}, oldest first. */
    Future<List<StatusChange>> changes(Instant from, Instant to, int most);

    Future<Void> close();

    /**
     * Where the last process stopped.
     *
     * @param unsettled the 1,000 oldest of each channel; when those are settled, asking again gives the next
     * @param nextIncident the number of the next incident
     * @param nextMail the number of the next mail
     * @param silences those that are not over
     * @param nextSilence the number of the next silence
     */
    record Resumption(
            List<Incident> open,
            List<Mail> unsettled,
            List<LadderState> ladders,
            List<Silence> silences,
            long nextIncident,
            long nextMail,
            long nextSilence) {}
}
