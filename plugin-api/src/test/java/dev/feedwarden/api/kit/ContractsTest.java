package dev.feedwarden.api.kit;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Unit;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.feed.FeedContext;
import dev.feedwarden.api.feed.FeedLimits;
import dev.feedwarden.api.feed.FeedProtocol;
import dev.feedwarden.api.feed.FeedProvider;
import dev.feedwarden.api.feed.Session;
import dev.feedwarden.api.feed.Stream;
import dev.feedwarden.api.notify.Notice;
import dev.feedwarden.api.notify.Notifier;
import dev.feedwarden.api.notify.NotifierProvider;
import dev.feedwarden.api.notify.NotifyException;
import dev.feedwarden.api.service.Service;
import dev.feedwarden.api.service.ServiceContext;
import dev.feedwarden.api.service.ServiceProvider;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkProvider;
import dev.feedwarden.api.tick.QuoteBuilder;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.pf4j.Extension;

/** The smallest plugin of each kind keeps its contract. */
final class ContractsTest {

    @Nested
    final class AFeed extends FeedContract {
        @Override
        protected Provider<? super TestContext, Feed> provider() {
            return new LineFeedProvider();
        }

        @Override
        protected List<Map<String, ?>> unusable() {
            return List.of(Map.of("url", "http://127.0.0.1/"));
        }

        @Override
        protected List<Buffer> frames() {
            return List.of(Buffer.buffer("bid 1.5"));
        }
    }

    @Nested
    final class ASink extends SinkContract {
        private final NavigableSet<Long> outside = new TreeSet<>();

        @Override
        protected Provider<? super TestContext, Sink> provider() {
            return new SetSinkProvider(outside);
        }

        @Override
        protected List<Long> stored() {
            return List.copyOf(outside);
        }
    }

    @Nested
    final class AHealthCheck extends HealthCheckContract {
        @Override
        protected Provider<? super TestContext, HealthCheck> provider() {
            return new UpCheckProvider();
        }

        @Override
        protected Map<String, ?> unreachable() {
            return Map.of("up", false);
        }
    }

    @Nested
    final class AnAction extends RecoveryActionContract {
        @Override
        protected RecoveryActionProvider actionProvider() {
            return new SayActionProvider();
        }

        @Override
        protected Map<String, ?> parameters() {
            return Map.of("word", "hello");
        }
    }

    @Nested
    final class ANotifier extends NotifierContract {
        private final List<String> outside = new ArrayList<>();

        @Override
        protected Provider<? super TestContext, Notifier> provider() {
            return new ListNotifierProvider(outside);
        }

        @Override
        protected String recipient() {
            return "somebody";
        }

        @Override
        protected List<String> taken() {
            return outside;
        }

        @Override
        protected Map<String, ?> unreachable() {
            return Map.of("up", false);
        }
    }

    @Nested
    final class AService extends ServiceContract {
        @Override
        protected Provider<? super TestContext, Service> provider() {
            return new HttpServiceProvider();
        }
    }

    @Extension
    public static final class LineFeedProvider implements FeedProvider {
        @Override
        public String type() {
            return "lines";
        }

        @Override
        public List<Setting> settings() {
            return List.of(Setting.optional("url", Setting.Type.URI, "ws://127.0.0.1:1/", "Where the venue listens."));
        }

        @Override
        public void check(Settings settings) {
            url(settings);
        }

        @Override
        public Feed create(Settings settings, FeedContext context) {
            return new LineFeed(url(settings), context);
        }

        private static URI url(Settings settings) {
            URI url = settings.uri("url");
            if (!"ws".equals(url.getScheme())) {
                throw settings.unusable("url", "ws://host/path");
            }
            return url;
        }
    }

    private record LineFeed(URI url, FeedContext context) implements Feed {
        @Override
        public FeedLimits limits() {
            Duration second = Duration.ofSeconds(1);
            return new FeedLimits(10, 10, 1000, Duration.ZERO, second, second, 1000, second, second);
        }

        @Override
        public List<URI> endpoints() {
            return List.of(url);
        }

        @Override
        public void discover() {
            context.want(List.of(new Stream("ETH", null)));
        }

        @Override
        public FeedProtocol open(Session session) {
            return new LineProtocol(context, session);
        }
    }

    private record LineProtocol(FeedContext context, Session session) implements FeedProtocol {
        @Override
        public void connected() {
            session.ready();
        }

        @Override
        public void received(Buffer frame) {
            double bid = Double.parseDouble(frame.toString().substring("bid ".length()));
            long now = context.venueNow().toEpochMilli() * 1000;
            session.tick(
                    new QuoteBuilder(context.id(), "ETH", now, now).bid(bid).build());
        }

        @Override
        public void subscribe(List<String> streams) {
            session.acknowledged(streams, streams);
        }

        @Override
        public void unsubscribe(List<String> streams) {
            session.send(Buffer.buffer("end " + streams));
        }
    }

    @Extension
    public static final class SetSinkProvider implements SinkProvider {
        private final NavigableSet<Long> outside;

        public SetSinkProvider() {
            this(new TreeSet<>());
        }

        SetSinkProvider(NavigableSet<Long> outside) {
            this.outside = outside;
        }

        @Override
        public String type() {
            return "set";
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public Sink create(Settings settings, Context context) {
            return batch -> {
                batch.rows().stream().map(Batch.Row::sequence).forEach(outside::add);
                return Future.succeededFuture();
            };
        }
    }

    @Extension
    public static final class UpCheckProvider implements HealthCheckProvider {
        @Override
        public String type() {
            return "up";
        }

        @Override
        public List<Setting> settings() {
            return List.of(Setting.optional("up", Setting.Type.FLAG, true, "Whether it is up."));
        }

        @Override
        public List<Metric> metrics() {
            return List.of(new Metric("up.value", Metric.Kind.GAUGE, Unit.NONE, "1 when it is up."));
        }

        @Override
        public HealthCheck create(Settings settings, Context context) {
            var up = new Reading("up.value", context.id(), 1, context.timers().now());
            return () ->
                    settings.flag("up") ? Future.succeededFuture(List.of(up)) : Future.failedFuture("it is not up");
        }
    }

    @Extension
    public static final class SayActionProvider implements RecoveryActionProvider {
        @Override
        public String type() {
            return "say";
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public List<Setting> parameters() {
            return List.of(Setting.required("word", Setting.Type.TEXT, "What is said."));
        }

        @Override
        public RecoveryAction create(Settings settings, Context context) {
            return request -> Future.succeededFuture(
                    new Outcome(true, "said " + request.parameters().text("word")));
        }
    }

    @Extension
    public static final class ListNotifierProvider implements NotifierProvider {
        private final List<String> outside;

        public ListNotifierProvider() {
            this(new ArrayList<>());
        }

        ListNotifierProvider(List<String> outside) {
            this.outside = outside;
        }

        @Override
        public String type() {
            return "list";
        }

        @Override
        public List<Setting> settings() {
            return List.of(Setting.optional("up", Setting.Type.FLAG, true, "Whether the other side listens."));
        }

        @Override
        public Notifier create(Settings settings, Context context) {
            return notice -> settings.flag("up") ? take(notice) : refuse();
        }

        private Future<Void> take(Notice notice) {
            outside.add(notice.id());
            return Future.succeededFuture();
        }

        private static Future<Void> refuse() {
            return Future.failedFuture(new NotifyException("nobody listens", NotifyException.Retry.LATER));
        }
    }

    @Extension
    public static final class HttpServiceProvider implements ServiceProvider {
        @Override
        public String type() {
            return "http";
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public Service create(Settings settings, ServiceContext context) {
            HttpServer server = context.vertx()
                    .createHttpServer()
                    .requestHandler(request -> request.response().end());
            return new HttpService(server);
        }
    }

    private record HttpService(HttpServer server) implements Service {
        @Override
        public Future<Void> start() {
            return server.listen(0, "127.0.0.1").mapEmpty();
        }

        @Override
        public Future<Void> close() {
            return server.close();
        }
    }
}
