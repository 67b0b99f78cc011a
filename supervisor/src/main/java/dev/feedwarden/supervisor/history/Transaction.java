package dev.feedwarden.supervisor.history;

import dev.feedwarden.rules.StatusChange;
import java.util.List;

/**
 * What is written down at once, before anything is done about it.
 *
 * @param changes to append
 * @param incidents to insert, or to replace by id
 * @param mails to insert, or to replace by id
 * @param ladders to insert, or to replace by rule and subject
 * @param silences to insert, or to replace by id
 */
public record Transaction(
        List<StatusChange> changes,
        List<Incident> incidents,
        List<Mail> mails,
        List<LadderState> ladders,
        List<Silence> silences) {

    public Transaction {
        changes = List.copyOf(changes);
        incidents = List.copyOf(incidents);
        mails = List.copyOf(mails);
        ladders = List.copyOf(ladders);
        silences = List.copyOf(silences);
    }

    public static Transaction ofMails(List<Mail> mails) {
        return new Transaction(List.of(), List.of(), mails, List.of(), List.of());
    }

    public boolean isEmpty() {
        return changes.isEmpty() && incidents.isEmpty() && mails.isEmpty() && ladders.isEmpty() && silences.isEmpty();
    }
}
