package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.quotes.OptionBook;
import dev.feedwarden.supervisor.quotes.OptionBook.Latest;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Makes answers off the event loop. Clients who ask the same while it is being made share one answer. At most {@value
 * #MOST_MAKING} different ones are being made, and none while those that are being sent hold {@value #MOST_BYTES} bytes or
 * more. Lives on the core event loop.
 */
final class OptionAnswers {

    static final int MOST_MAKING = 8;
    static final long MOST_BYTES = 8_000_000;

    private final OptionBook book;
    private final ResponseCache cache;
    private final Timers timers;
    private final Counter busy;
    private final Map<Question, Future<Rendered>> making = new HashMap<>();
    private final IdentityHashMap<Rendered, Integer> sending = new IdentityHashMap<>();
    private long sendingBytes;

    /** What is asked; whoever asks an equal question gets the same answer. */
    record Question(OptionQuery query, boolean gzip) {}

    OptionAnswers(OptionBook book, ResponseCache cache, Timers timers, Meters meters) {
        this.book = book;
        this.cache = cache;
        this.timers = timers;
        this.busy = meters.counter(Meter.API_BUSY);
    }

    /** The answer; null while too much is under way. */
    @Nullable
    Future<Rendered> to(Question question) {
        Rendered kept = cache.get(question);
        if (kept != null) {
            return Future.succeededFuture(kept);
        }
        Future<Rendered> shared = making.get(question);
        if (shared != null) {
            return shared;
        }
        if (making.size() >= MOST_MAKING || sendingBytes >= MOST_BYTES) {
            busy.increment();
            return null;
        }
        long begun = timers.nanoTime();
        Future<Rendered> made = book.ask(question.query().underlying(), latest -> make(question, latest))
                .onSuccess(answer -> cache.made(question, answer, timers.nanoTime() - begun));
        making.put(question, made);
        made.onComplete(ended -> making.remove(question));
        return made;
    }

    /** Counts an answer's bytes until the returned task is run; it may run more than once. */
    Runnable sending(Rendered answer) {
        if (sending.merge(answer, 1, Integer::sum) == 1) {
            sendingBytes += answer.body().length();
        }
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                sent(answer);
            }
        };
    }

    private void sent(Rendered answer) {
        if (sending.merge(answer, -1, Integer::sum) == 0) {
            sending.remove(answer);
            sendingBytes -= answer.body().length();
        }
    }

    private static Rendered make(Question question, Latest latest) {
        if (latest.quotes().isEmpty()) {
            JsonObject unknown = new JsonObject()
                    .put("error", "no option of this underlying is known")
                    .put("underlying", question.query().underlying());
            return Rendered.of(404, unknown.toBuffer().getBytes(), false);
        }
        return Rendered.of(200, OptionPage.json(question.query(), latest), question.gzip());
    }
}
