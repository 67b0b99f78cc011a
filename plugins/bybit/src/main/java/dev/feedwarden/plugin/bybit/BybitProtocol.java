package dev.feedwarden.plugin.bybit;

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
import java.util.Map;
import java.util.Set;

/** One connection: tells tickers from pongs and answers, and sends each where it belongs. */
final class BybitProtocol implements FeedProtocol {

    /** A connection that ends so soon after a request was probably ended because of it. */
    private static final Duration CUT_WITHIN = Duration.ofSeconds(2);

    private final BybitFeed feed;
    private final Session session;
    private final Keepalive keepalive;
    private final Freshness freshness;
    private final OpenRequests requests = new OpenRequests();
    private final TickerReader tickers = new TickerReader();
    private long lastId;

    BybitProtocol(BybitFeed feed, Session session) {
        this.feed = feed;
        this.session = session;
        keepalive = new Keepalive(session, feed.settings().ping());
        freshness = new Freshness(session, feed.settings().limits().firstDataTimeout());
    }

    @Override
    public void connected() {
        feed.opened(this);
        keepalive.start();
        freshness.start();
        session.ready();
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
        } catch (IOException | DecodeException | ClassCastException e) {
            session.malformed(frame, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void subscribe(List<String> streams) {
        ask(true, streams);
    }

    @Override
    public void unsubscribe(List<String> streams) {
        ask(false, streams);
        freshness.left(streams, symbol -> feed.wanted(symbol) != null);
    }

    @Override
    public void closed() {
        feed.closed(this);
        long now = session.timers().nanoTime();
        int cut = requests.subscribedSince(now - CUT_WITHIN.toNanos());
        if (cut > 0) {
            feed.pacing().cut(cut, now);
        }
    }

    /** What HTTP says about our topics and others, by symbol. */
    void compare(Map<String, double[]> elsewhere) {
        freshness.compare(elsewhere);
    }

    private void ask(boolean subscribe, List<String> streams) {
        requests.add(new Asked(subscribe, List.copyOf(streams), session.timers().nanoTime()));
        session.send(Topics.request(subscribe ? "subscribe" : "unsubscribe", ++lastId, streams));
    }

    private void tick() {
        feed.tally().add(Tally.ODD_VALUES, tickers.oddValues());
        String wanted = feed.wanted(tickers.symbol());
        long now = session.timers().nanoTime();
        // What nobody wants is counted where ticks are taken in; nothing is kept of it here.
        String symbol = wanted == null ? tickers.symbol() : wanted;
        Topic topic = wanted == null ? new Topic(now) : freshness.topic(symbol);
        if (!topic.take(tickers, now)) {
            feed.tally().add(Tally.ORPHANS, 1);
            return;
        }
        long receivedMicros =
                ChronoUnit.MICROS.between(Instant.EPOCH, session.timers().now());
        session.tick(topic.quote(feed.id(), symbol, tickers.millis(), receivedMicros));
        if (wanted != null) {
            feed.ticked();
        }
    }

    private void message(JsonObject message, Buffer frame) {
        if (Keepalive.isPong(message)) {
            keepalive.ponged(message);
        } else if (message.containsKey("topic")) {
            feed.tally().add(Tally.OTHER_TOPICS, 1);
        } else if (Answer.isAnswer(message)) {
            answer(Answer.of(message));
        } else {
            session.malformed(frame, "expected a topic, a pong or an answer");
        }
    }

    private void answer(Answer answer) {
        if (answer.code() == RetCode.SLOWER) {
            session.reset(
                    FaultKind.RATE_LIMIT,
                    answer.text(),
                    feed.pacing().limited(session.timers().nanoTime()));
            return;
        }
        Set<String> named = answer.named();
        Asked asked = named.isEmpty() ? requests.oldest() : requests.about(named);
        if (asked == null) {
            session.fault(
                    FaultKind.SUBSCRIPTION, "answer to no request of ours, about " + named + ": " + answer.text());
        } else if (asked.subscribe()) {
            subscribed(asked, answer, named.isEmpty());
        }
    }

    private void subscribed(Asked asked, Answer answer, boolean wholesale) {
        if (!answer.failed().isEmpty()) {
            session.fault(
                    FaultKind.SUBSCRIPTION,
                    answer.failed().size() + " of " + asked.symbols().size() + " topics failed, "
                            + answer.failed().iterator().next() + " first");
        }
        if (wholesale && !answer.success()) {
            Refusal refusal = answer.refusal(asked.symbols().size());
            session.refused(asked.symbols(), refusal, answer.text());
            if (refusal == Refusal.GONE) {
                feed.gone(asked.symbols());
            }
            return;
        }
        Set<String> granted = wholesale ? Set.copyOf(asked.symbols()) : answer.succeeded();
        freshness.granted(granted, asked.nanos());
        session.acknowledged(asked.symbols(), granted);
    }
}
