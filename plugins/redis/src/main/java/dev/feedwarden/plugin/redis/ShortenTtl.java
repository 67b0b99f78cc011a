package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets quotes expire sooner: those that are there, step by step, and those that sinks of the same connection write from
 * now on. A check of the same connection ends it once the memory has fallen below both bounds; what is written after
 * that is kept for the usual time again, which every option that still trades is within seconds.
 */
final class ShortenTtl implements RecoveryAction {

    private static final Setting TTL = Setting.optional(
            "ttl", Setting.Type.DURATION, "6h", "How long quotes are kept from now on, 1s to 365d (shorten-ttl)");
    private static final Setting BELOW_BYTES = Setting.optional(
            "until_below",
            Setting.Type.SIZE,
            "300MB",
            "It ends when the used memory is below this and below until_below_share (shorten-ttl)");
    private static final Setting BELOW_SHARE = Setting.optional(
            "until_below_share",
            Setting.Type.NUMBER,
            0.6,
            "Share of the server's memory limit, above 0, up to 1; taken as reached without a limit (shorten-ttl)");

    static final List<Setting> PARAMETERS = List.of(TTL, BELOW_BYTES, BELOW_SHARE);

    private static final int STEP = 512;
    /** About 5 million keys; the next run begins at the first again. */
    private static final int MOST_STEPS = 10_000;

    private static final String START = "0";

    private final Keys keys;
    private final Shared.Use shared;

    ShortenTtl(Keys keys, Shared.Use shared) {
        this.keys = keys;
        this.shared = shared;
    }

    @Override
    public Future<Outcome> run(ActionRequest request) {
        Settings parameters = request.parameters();
        Duration ttl = Ranges.duration(parameters, TTL.name(), Duration.ofSeconds(1), Duration.ofDays(365));
        double share = parameters.number(BELOW_SHARE.name());
        if (!(share > 0 && share <= 1)) {
            throw parameters.unusable(BELOW_SHARE.name(), "a number above 0, up to 1");
        }
        shared.retention().shorten(new Retention.Shortened(ttl, parameters.size(BELOW_BYTES.name()), share));
        return new Run(ttl.toSeconds())
                .step(START)
                .otherwise(failure -> new Outcome(false, "not every key was shortened: " + Failures.reason(failure)));
    }

    @Override
    public Future<Void> close() {
        return shared.leave();
    }

    /** One walk over the keys. */
    private final class Run {

        private final long seconds;
        private int steps;
        private long seen;
        private long shortened;

        private Run(long seconds) {
            this.seconds = seconds;
        }

        private Future<Outcome> step(String cursor) {
            steps++;
            return shared.asking()
                    .send(Request.cmd(Command.SCAN, cursor, "MATCH", keys.everyOption(), "COUNT", STEP))
                    .compose(reply -> shorten(reply).compose(done -> {
                        String next = reply.get(0).toString();
                        if (next.equals(START)) {
                            return Future.succeededFuture(outcome(true, ""));
                        }
                        return steps < MOST_STEPS
                                ? step(next)
                                : Future.succeededFuture(outcome(false, "; more are left after " + steps + " steps"));
                    }));
        }

        private Future<Void> shorten(Response reply) {
            List<String> found = new ArrayList<>();
            reply.get(1).forEach(key -> found.add(key.toString()));
            seen += found.size();
            List<Long> left = new ArrayList<>(found.size());
            var questions =
                    found.stream().map(key -> Request.cmd(Command.TTL).arg(key)).iterator();
            return Pipeline.send(shared.asking(), questions, ttl -> left.add(ttl == null ? 0 : ttl.toLong()))
                    .compose(asked -> {
                        List<Request> expiries = new ArrayList<>();
                        for (int i = 0; i < found.size(); i++) {
                            // -1: it would never expire. What is gone by now stays gone.
                            if (left.get(i) == -1 || left.get(i) > seconds) {
                                expiries.add(Request.cmd(Command.EXPIRE)
                                        .arg(found.get(i))
                                        .arg(seconds));
                            }
                        }
                        shortened += expiries.size();
                        return Pipeline.send(shared.asking(), expiries.iterator(), set -> {});
                    });
        }

        private Outcome outcome(boolean succeeded, String more) {
            return new Outcome(
                    succeeded,
                    "quotes expire after " + seconds + " s; shortened " + shortened + " of " + seen + " keys" + more);
        }
    }
}
