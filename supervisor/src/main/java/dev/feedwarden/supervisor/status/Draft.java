package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.StatusChange;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.LadderState;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Silence;
import dev.feedwarden.supervisor.history.Transaction;
import dev.feedwarden.supervisor.recovery.Decision;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is to be written down next, and what is to be done once it is. */
final class Draft {

    private final List<StatusChange> changes = new ArrayList<>();
    private final Set<OpenIncident> incidents = new LinkedHashSet<>();
    private final List<Mail> mails = new ArrayList<>();
    private final List<LadderState> ladders = new ArrayList<>();
    private final List<Silence> silences = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final List<Decided> decided = new ArrayList<>();
    private final Set<Trouble> moved = new HashSet<>();

    void change(StatusChange change) {
        changes.add(change);
        moved.add(new Trouble(change.rule(), change.subject()));
    }

    void incident(OpenIncident incident) {
        incidents.add(incident);
        moved.add(incident.trouble());
    }

    void mails(List<Mail> more) {
        mails.addAll(more);
    }

    void ladders(List<LadderState> more) {
        ladders.addAll(more);
    }

    void silence(Silence silence) {
        silences.add(silence);
    }

    /** Run on the core event loop once all of it is written down. */
    void afterwards(Runnable task) {
        afterwards.add(task);
    }

    void decided(Decision decision, String reason) {
        decided.add(new Decided(decision, reason));
    }

    int size() {
        return changes.size();
    }

    boolean isEmpty() {
        return changes.isEmpty() && incidents.isEmpty() && mails.isEmpty() && ladders.isEmpty() && silences.isEmpty();
    }

    /** Whether something about the trouble is not written down yet. */
    boolean concerns(Trouble trouble) {
        return moved.contains(trouble);
    }

    /** Everything as it stands now; nothing is added afterwards. */
    Page finish() {
        List<Incident> written = incidents.stream().map(OpenIncident::snapshot).toList();
        return new Page(
                new Transaction(changes, written, mails, ladders, silences),
                List.copyOf(decided),
                Set.copyOf(moved),
                List.copyOf(afterwards));
    }

    /** What a ladder decided, and why it was climbed: the rule and its value. */
    record Decided(Decision decision, String reason) {}

    /** A finished draft: what is written at once, and what is done afterwards. */
    record Page(Transaction transaction, List<Decided> decided, Set<Trouble> moved, List<Runnable> afterwards) {}
}
