package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.notify.Notice;
import dev.feedwarden.api.notify.Notifier;
import dev.feedwarden.api.notify.NotifyException;
import dev.feedwarden.api.notify.NotifyException.Retry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands notices to a URL. What a server asks for with {@code Retry-After} is kept, up to an hour: until then a notice
 * fails at once and may be tried later.
 */
final class Webhook implements Notifier {

    private static final long LONGEST_WAIT_SECONDS = 3_600;

    private final Context context;
    private final Target target;
    private final Exchange exchange;
    private final Shape shape;
    private final @Nullable String key;
    private long quietUntil;
    private boolean quiet;

    Webhook(Context context, Target target, Shape shape, @Nullable String key) {
        this.context = context;
        this.target = target;
        exchange = target.exchange(context);
        this.shape = shape;
        this.key = key;
    }

    @Override
    public Future<Void> send(Notice notice) {
        long left = quietUntil - context.timers().nanoTime();
        if (quiet && left > 0) {
            return failed("asked to wait for " + Duration.ofNanos(left).toSeconds() + " s more", Retry.LATER);
        }
        quiet = false;
        String body = shape.body(notice).encode();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Idempotency-Key", notice.id().replaceAll("[^!-~]", "_"));
        if (key != null) {
            headers.putAll(Signature.headers(key, context.timers().now(), body));
        }
        return exchange.send(HttpMethod.POST, target.uri(), headers, Buffer.buffer(body))
                .recover(failure -> failed(
                        Failures.reason(failure), failure instanceof RefusedException ? Retry.NEVER : Retry.LATER))
                .compose(this::judge);
    }

    private Future<Void> judge(Reply reply) {
        if (reply.isOk()) {
            return Future.succeededFuture();
        }
        int status = reply.status();
        if (status == 429 || status == 503) {
            keepQuiet(reply.headers().get("Retry-After"));
        }
        boolean later = status >= 500 || status == 429 || status == 408 || status == 425;
        return failed("status " + status, later ? Retry.LATER : Retry.NEVER);
    }

    /** Seconds; a date, which is the other form, is left to the usual retries. */
    private void keepQuiet(@Nullable String seconds) {
        if (seconds != null && seconds.matches("[0-9]{1,9}")) {
            long wait = Math.min(Long.parseLong(seconds), LONGEST_WAIT_SECONDS);
            quietUntil = context.timers().nanoTime() + Duration.ofSeconds(wait).toNanos();
            quiet = true;
        }
    }

    private static <T> Future<T> failed(String message, Retry retry) {
        return Future.failedFuture(new NotifyException(message, retry));
    }
}
