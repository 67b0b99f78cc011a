package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.RuleSet;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * The verticle around the rule engine. Facts become readings, readings changes of level, changes incidents, mails and
 * ladder steps; all of that is written down in one transaction, and only then is the board shown, the action carried out,
 * the mail delivered. Deployed once, on the core event loop.
 */
public final class StatusVerticle extends VerticleBase {

    private final StatusParts parts;
    private volatile @Nullable StatusLoop loop;

    public StatusVerticle(StatusParts parts) {
        this.parts = parts;
    }

    @Override
    public Future<?> start() {
        var started = new StatusLoop(parts);
        loop = started;
        started.start();
        parts.facts().consume(started::take);
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        StatusLoop running = loop;
        return running == null ? Future.succeededFuture() : running.stop();
    }

    /** Puts other rules in force. On the core event loop, once this is deployed. */
    public void reload(RuleSet rules) {
        StatusLoop running = loop;
        if (running != null) {
            running.reload(rules);
        }
    }

    /**
     * Where people acknowledge and silence. On the core event loop.
     *
     * @throws IllegalStateException before the verticle is deployed
     */
    public IncidentDesk desk() {
        return running().desk();
    }

    /**
     * The newest board. Safe from any thread.
     *
     * @throws IllegalStateException before the verticle is deployed
     */
    public StatusBoard board() {
        return running().board();
    }

    private StatusLoop running() {
        StatusLoop running = loop;
        if (running == null) {
            throw new IllegalStateException("expected the status verticle to be deployed");
        }
        return running;
    }
}
