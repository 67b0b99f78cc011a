package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.feed.FeedContext;
import dev.feedwarden.api.feed.FeedLimits;
import dev.feedwarden.api.feed.FeedProtocol;
import dev.feedwarden.api.feed.FeedProvider;
import dev.feedwarden.api.feed.Session;
import dev.feedwarden.api.feed.Session.Refusal;
import dev.feedwarden.api.feed.Stream;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A feed with a protocol of words, one message a line. We say {@code hello}, {@code sub a,b}, {@code unsub a,b}; the venue
 * says {@code welcome}, {@code ack a,b}, {@code refuse KIND reason}, {@code tick name micros bid}, {@code time ISO}, and a
 * few words that make the protocol misbehave, number its messages or complain.
 */
final class TinyFeed implements Feed {

    /** Limits that tests share: 3 s to connect, 10 s for an acknowledgement, 15 s for data, 40 s for a message. */
    static final FeedLimits LIMITS = new FeedLimits(
            100,
            50,
            4_000,
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            1_000,
            Duration.ofSeconds(40),
            Duration.ofSeconds(3));

    final FeedContext context;
    final List<Session> sessions = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    List<URI> endpoints;
    boolean dataDue = true;
    boolean connectedWhenReady;
    Duration retryAfter;
    String standing = "";
    private final List<Stream> streams;

    TinyFeed(FeedContext context, List<URI> endpoints, List<Stream> streams) {
        this.context = context;
        this.endpoints = endpoints;
        this.streams = streams;
    }

    static List<Stream> streams(String... names) {
        return Arrays.stream(names).map(name -> new Stream(name, null)).toList();
    }

    @Override
    public FeedLimits limits() {
        return LIMITS;
    }

    @Override
    public List<URI> endpoints() {
        return endpoints;
    }

    @Override
    public void discover() {
        context.want(streams);
    }

    @Override
    public FeedProtocol open(Session session) {
        sessions.add(session);
        return new Words(session);
    }

    @Override
    public boolean dataDue() {
        return dataDue;
    }

    @Override
    public boolean connectedWhenReady() {
        return connectedWhenReady;
    }

    @Override
    public Duration retryAfter(String detail, Duration usual) {
        return retryAfter == null ? usual : retryAfter;
    }

    @Override
    public Future<Void> close() {
        closed.add("feed");
        return Future.succeededFuture();
    }

    /** One connection. */
    private final class Words implements FeedProtocol {
        private final Session session;
        private final Deque<List<String>> asked = new ArrayDeque<>();
        private String rest = "";

        private Words(Session session) {
            this.session = session;
        }

        @Override
        public void connected() {
            say("hello");
        }

        @Override
        public void received(Buffer frame) {
            String text = rest + frame;
            int end = text.lastIndexOf('\n');
            rest = text.substring(end + 1);
            if (end >= 0) {
                text.substring(0, end).lines().forEach(this::heard);
            }
        }

        @Override
        public void subscribe(List<String> names) {
            asked.add(names);
            say("sub " + String.join(",", names));
        }

        @Override
        public void unsubscribe(List<String> names) {
            say("unsub " + String.join(",", names));
        }

        @Override
        public String standing() {
            return standing;
        }

        @Override
        public void leaving() {
            closed.add("leaving " + session.index());
        }

        @Override
        public void closed() {
            closed.add("protocol " + session.index());
        }

        private void heard(String line) {
            String[] words = line.split(" ", 4);
            switch (words[0]) {
                case "welcome" -> session.ready();
                case "ack" ->
                    session.acknowledged(asked.remove(), words.length < 2 ? List.of() : List.of(words[1].split(",")));
                case "refuse" -> session.refused(asked.remove(), Refusal.valueOf(words[1]), words[2]);
                case "tick" -> session.tick(tick(words[1], Long.parseLong(words[2]), Double.parseDouble(words[3])));
                case "time" -> session.venueTime(Instant.parse(words[1]));
                case "reset" ->
                    session.reset(FaultKind.RATE_LIMIT, "slow down", Duration.ofSeconds(Long.parseLong(words[1])));
                case "timer" -> session.timers().every(Duration.ofSeconds(1), () -> say("timer"));
                case "number" -> session.sequence(words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
                case "slower" -> session.fault(FaultKind.RATE_LIMIT, "slower");
                case "boom" -> throw new IllegalStateException("boom");
                case "rubbish" -> session.malformed(Buffer.buffer(line), "rubbish");
                default -> session.fault(FaultKind.VENUE, "unknown word " + words[0]);
            }
            heard.add(words[0]);
        }

        private Tick tick(String name, long micros, double bid) {
            Instant now = context.timers().now();
            long received = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
            return new QuoteBuilder(context.id(), name, micros, received)
                    .bid(bid)
                    .build();
        }

        private void say(String text) {
            session.send(Buffer.buffer(text + "\n"));
        }
    }

    /** Makes tiny feeds for the endpoints in {@code urls} and the streams in {@code streams}. */
    static final class Provider implements FeedProvider {
        TinyFeed made;

        @Override
        public String type() {
            return "tiny";
        }

        @Override
        public List<Setting> settings() {
            return List.of(
                    Setting.required("urls", Setting.Type.TEXTS, "where to connect"),
                    Setting.optional("streams", Setting.Type.TEXTS, List.of("a", "b"), "what to subscribe"));
        }

        @Override
        public Feed create(Settings settings, FeedContext context) {
            made = new TinyFeed(
                    context,
                    settings.texts("urls").stream().map(URI::create).toList(),
                    streams(settings.texts("streams").toArray(String[]::new)));
            return made;
        }
    }
}
