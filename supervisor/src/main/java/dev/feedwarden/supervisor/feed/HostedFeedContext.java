package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.feed.FeedContext;
import dev.feedwarden.api.feed.Http;
import dev.feedwarden.api.feed.Stream;
import dev.feedwarden.supervisor.plugin.WrappedContext;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A feed's surroundings: those of every instance, and what only a feed has. */
final class HostedFeedContext extends WrappedContext implements FeedContext {

    private final VenueClock clock;
    private final FeedReport report;
    private final Http http;
    private @Nullable Consumer<List<Stream>> plan;
    private List<Stream> wanted = List.of();

    HostedFeedContext(Context context, VenueClock clock, FeedReport report, Http http) {
        super(context);
        this.clock = clock;
        this.report = report;
        this.http = http;
    }

    /** Hands what is wanted on from now on, beginning with what is wanted already. */
    void bind(Consumer<List<Stream>> listener) {
        plan = listener;
        listener.accept(wanted);
    }

    /** Hands nothing on any more. */
    void unbind() {
        plan = null;
    }

    /** Takes streams out that the venue does not know any more. */
    void gone(List<String> streams) {
        want(wanted.stream().filter(stream -> !streams.contains(stream.id())).toList());
    }

    @Override
    public void want(List<Stream> streams) {
        wanted = List.copyOf(streams);
        if (plan != null) {
            plan.accept(wanted);
        }
    }

    @Override
    public Instant venueNow() {
        return clock.at(timers().now());
    }

    @Override
    public void venueTime(Instant time) {
        clock.seen(time, timers().now());
    }

    @Override
    public void venue(VenueState state, String detail) {
        report.venue(state, detail);
    }

    @Override
    public Http http() {
        return http;
    }

    @Override
    public void fault(FaultKind kind, String detail) {
        report.fault(kind, detail);
    }
}
