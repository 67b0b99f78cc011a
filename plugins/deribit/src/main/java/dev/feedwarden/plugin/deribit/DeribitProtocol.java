package dev.feedwarden.plugin.deribit;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.FeedProtocol;
import dev.feedwarden.api.feed.Session;
import dev.feedwarden.api.feed.Session.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One connection: tells tickers from answers and the venue's notices, and sends each where it belongs. */
final class DeribitProtocol implements FeedProtocol {

    /** How long to stay away when the venue is in maintenance or refuses even the first request for good. */
    private static final Duration LONG_BACKOFF = Duration.ofSeconds(30);

    private final DeribitFeed feed;
    private final Session session;
    private final Requests requests;
    private final Heartbeat heartbeat;
    private final TickerReader tickers = new TickerReader();
    private @Nullable FeedWideTalk feedWide;

    DeribitProtocol(DeribitFeed feed, Session session) {
        this.feed = feed;
        this.session = session;
        requests = new Requests(session);
        heartbeat = new Heartbeat(session, requests, feed.settings().heartbeat());
    }

    @Override
    public void connected() {
        heartbeat.start().onSuccess(begun -> greeted()).onFailure(this::notGreeted);
    }

    @Override
    public void received(Buffer frame) {
        try {
            if (tickers.read(frame)) {
                tick();
            } else {
                message(frame.toJsonObject(), frame);
            }
        } catch (JsonProcessingException e) {
            session.malformed(frame, e.getOriginalMessage());
        } catch (IOException | DecodeException e) {
            session.malformed(frame, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void subscribe(List<String> streams) {
        List<String> asked = List.copyOf(streams);
        requests.call("public/subscribe", feed.channels().params(asked))
                .onSuccess(
                        answer -> session.acknowledged(asked, Channels.granted(asked, Fields.array(answer, "result"))))
                .onFailure(error -> notSubscribed(asked, error));
    }

    @Override
    public void unsubscribe(List<String> streams) {
        requests.tell("public/unsubscribe", feed.channels().params(streams));
    }

    @Override
    public void closed() {
        if (feedWide != null) {
            feedWide.closed();
        }
    }

    private void greeted() {
        session.ready();
        if (session.index() == 0) {
            feedWide = new FeedWideTalk(feed, session, requests);
            feedWide.start();
        }
    }

    private void notGreeted(Throwable error) {
        String detail = "public/set_heartbeat: " + error.getMessage();
        if (!(error instanceof VenueError venue)) {
            session.reset(FaultKind.TIMEOUT, detail);
        } else if (venue.refusal() == Refusal.FATAL || venue.fault() == FaultKind.MAINTENANCE) {
            session.reset(venue.fault(), detail, LONG_BACKOFF);
        } else {
            session.reset(venue.fault(), detail);
        }
    }

    private void notSubscribed(List<String> asked, Throwable error) {
        if (error instanceof VenueError venue) {
            Refusal refusal = venue.refusal(asked.size());
            session.refused(asked, refusal, venue.text());
            if (refusal == Refusal.GONE) {
                feed.gone(asked);
            }
        } else if (!(error instanceof TimeoutException)) {
            session.refused(asked, Refusal.RETRY, String.valueOf(error.getMessage()));
        }
        // An unanswered request is asked again by whoever paces them: see FeedLimits#ackTimeout.
    }

    private void tick() {
        feed.tally().add(Tally.ODD_VALUES, tickers.oddValues());
        String instrument = feed.wanted(tickers.instrument());
        if (instrument != null) {
            long receivedMicros =
                    ChronoUnit.MICROS.between(Instant.EPOCH, session.timers().now());
            session.tick(tickers.quote(feed.id(), instrument, receivedMicros));
            if (feedWide != null) {
                feedWide.ticked();
            }
        }
    }

    private void message(JsonObject message, Buffer frame) {
        String method = Fields.text(message, "method");
        JsonObject params = Fields.object(message, "params");
        if ("heartbeat".equals(method)) {
            if ("test_request".equals(Fields.text(params, "type"))) {
                heartbeat.testRequested();
            }
        } else if ("subscription".equals(method)) {
            String channel = Fields.text(params, "channel");
            if (channel == null) {
                session.malformed(frame, "subscription: expected params.channel, found none");
            } else if (feedWide != null) {
                feedWide.notified(channel, Fields.object(params, "data"));
            }
        } else if (message.containsKey("result") || message.containsKey("error")) {
            answer(message);
        } else {
            session.malformed(frame, "expected a notification, a result or an error");
        }
    }

    private void answer(JsonObject message) {
        double venueMicros = Fields.number(message, "usOut");
        if (venueMicros > 0 && venueMicros < Long.MAX_VALUE) {
            session.venueTime(Instant.EPOCH.plus((long) venueMicros, ChronoUnit.MICROS));
        }
        VenueError error = message.containsKey("error") ? VenueError.of(Fields.object(message, "error")) : null;
        if (error != null && error.code() == ErrorCode.TOO_MANY_REQUESTS) {
            // The venue ends the session by itself, and whatever is sent until then costs more credits.
            session.reset(
                    FaultKind.RATE_LIMIT,
                    error.text(),
                    feed.rateLimit().next(session.timers().nanoTime()));
            return;
        }
        if (error != null && error.code() == ErrorCode.SYSTEM_MAINTENANCE) {
            feed.venue().maintenance(error.text(), session);
        }
        boolean taken = requests.answered(message, error)
                || (error != null && error.code() == ErrorCode.REQUEST_TOO_LARGE && requests.largestFailed(error));
        if (error != null && !taken) {
            session.fault(error.fault(), error.text());
        }
    }
}
