package dev.feedwarden.supervisor.quotes;

import dev.feedwarden.api.sink.LatestQuotes;
import dev.feedwarden.api.tick.Quote;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The running sinks from which the latest quotes can be read back. Safe from any thread. */
public final class QuoteReaders {

    private final ConcurrentSkipListMap<String, Reader> readers = new ConcurrentSkipListMap<>();

    /**
     * A sink has started; it takes the place of one of the same id.
     *
     * @param context on which it is called
     * @return takes it away again
     */
    public Runnable add(String sink, Context context, LatestQuotes quotes) {
        Reader reader = new Reader(sink, context, quotes);
        readers.put(sink, reader);
        return () -> readers.remove(sink, reader);
    }

    /** Whatever sink of this id runs is not to be asked any more. */
    public void remove(String sink) {
        readers.remove(sink);
    }

    /** The one to ask: the first by its id, null if there is none. */
    @Nullable
    Reader first() {
        Map.Entry<String, Reader> first = readers.firstEntry();
        return first == null ? null : first.getValue();
    }

    /** One sink that can be asked. */
    record Reader(String sink, Context context, LatestQuotes quotes) {

        /** Completes on the sink's event loop, or never if that hangs. */
        Future<List<Quote>> latest(String underlying) {
            Promise<List<Quote>> answer = Promise.promise();
            context.runOnContext(go -> {
                try {
                    quotes.latest(underlying).onComplete(answer);
                } catch (RuntimeException e) {
                    answer.fail(e);
                }
            });
            return answer.future();
        }
    }
}
