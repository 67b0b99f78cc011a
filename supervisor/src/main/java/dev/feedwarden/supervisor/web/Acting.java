package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.supervisor.access.Account;
import dev.feedwarden.supervisor.access.ActTokens;
import dev.feedwarden.supervisor.backup.Backups;
import dev.feedwarden.supervisor.history.AuditStore;
import dev.feedwarden.supervisor.recovery.AuditLog;
import dev.feedwarden.supervisor.status.IncidentDesk;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a person can do through the server besides reading.
 *
 * @param users who can sign in; nobody can act if there are none
 * @param byHand carries out what somebody asks for
 * @param audit takes who signed in
 * @param kept what was done
 * @param backups makes backups; null where nothing is to be backed up
 * @param tokens the key of the links in mails; null where mails have none
 * @param desk where incidents are acknowledged and silenced; asked for each call, on the core event loop
 */
public record Acting(
        List<Account> users,
        ByHand byHand,
        AuditLog audit,
        AuditStore kept,
        Supplier<IncidentDesk> desk,
        @Nullable Backups backups,
        @Nullable ActTokens tokens) {

    public Acting {
        users = List.copyOf(users);
    }

    /** One without backups and without links in mails. */
    public Acting(List<Account> users, ByHand byHand, AuditLog audit, AuditStore kept, Supplier<IncidentDesk> desk) {
        this(users, byHand, audit, kept, desk, null, null);
    }

    /** Carries out an action that a signed-in person asks for; see {@code RecoveryDispatcher.byHand}. */
    @FunctionalInterface
    public interface ByHand {
        Future<Outcome> run(String subject, String action, Map<String, ?> parameters, String who, String why);
    }
}
