package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.backup.Backups;
import dev.feedwarden.supervisor.recovery.AuditEntry;
import dev.feedwarden.supervisor.recovery.AuditLog;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code POST /api/backups}, for those who are signed in: begins to make one, where and how the configuration says, for
 * whoever asks is not to name files of this machine. {@code GET} says how it went, and which there are.
 */
final class BackupRoutes {

    private final Backups backups;
    private final AuditLog audit;
    private final Timers timers;

    BackupRoutes(Backups backups, AuditLog audit, Timers timers) {
        this.backups = backups;
        this.audit = audit;
        this.timers = timers;
    }

    void mount(Router router, SignIn signIn) {
        String path = "/api/backups";
        router.post(path).handler(signIn::acting).handler(this::make);
        Answers.get(router, path).handler(call -> Answers.json(call, 200, backups.state()));
    }

    private void make(RoutingContext call) {
        boolean begun = backups.begin();
        audit.add(new AuditEntry(
                timers.now(),
                SignIn.name(call),
                "backup",
                "self",
                "no reason given",
                begun ? "begun" : "not carried out: one is being made already"));
        if (begun) {
            Answers.json(call, 200, backups.state());
        } else {
            Answers.error(call, 409, "a backup is being made already");
        }
    }
}
