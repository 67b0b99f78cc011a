package dev.feedwarden.supervisor;

import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Timers;
import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.read.RuleShelf;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.access.ActTokens;
import dev.feedwarden.supervisor.alert.ActLinks;
import dev.feedwarden.supervisor.alert.Channels;
import dev.feedwarden.supervisor.alert.MailComposer;
import dev.feedwarden.supervisor.alert.NotifierRoom;
import dev.feedwarden.supervisor.alert.OutboxParts;
import dev.feedwarden.supervisor.alert.Routing;
import dev.feedwarden.supervisor.backup.BackupMaker;
import dev.feedwarden.supervisor.backup.BackupRoom;
import dev.feedwarden.supervisor.backup.Backups;
import dev.feedwarden.supervisor.backup.DataLock;
import dev.feedwarden.supervisor.backup.Restore;
import dev.feedwarden.supervisor.chart.ChartRoom;
import dev.feedwarden.supervisor.check.CheckRoom;
import dev.feedwarden.supervisor.config.Config;
import dev.feedwarden.supervisor.config.ConfigFiles;
import dev.feedwarden.supervisor.config.ConfigReader;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.RuleSources;
import dev.feedwarden.supervisor.config.RuleWatch;
import dev.feedwarden.supervisor.config.ShownConfig;
import dev.feedwarden.supervisor.config.Surroundings;
import dev.feedwarden.supervisor.feed.FeedRoom;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.KeptSamples;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.MvHistory;
import dev.feedwarden.supervisor.journal.FileJournal;
import dev.feedwarden.supervisor.journal.SinkRoom;
import dev.feedwarden.supervisor.journal.SinkStores;
import dev.feedwarden.supervisor.log.LogSetup;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.metrics.OtlpExport;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.PluginFolders;
import dev.feedwarden.supervisor.plugin.PluginHost;
import dev.feedwarden.supervisor.plugin.Room;
import dev.feedwarden.supervisor.quotes.OptionBook;
import dev.feedwarden.supervisor.quotes.QuoteReaders;
import dev.feedwarden.supervisor.quotes.QuoteTable;
import dev.feedwarden.supervisor.recovery.ActionRoom;
import dev.feedwarden.supervisor.recovery.KeptAudit;
import dev.feedwarden.supervisor.recovery.NamedActions;
import dev.feedwarden.supervisor.recovery.RecoveryDispatcher;
import dev.feedwarden.supervisor.status.BoardMeters;
import dev.feedwarden.supervisor.status.CoreMetrics;
import dev.feedwarden.supervisor.status.FactBus;
import dev.feedwarden.supervisor.status.FactsCodec;
import dev.feedwarden.supervisor.status.Reach;
import dev.feedwarden.supervisor.status.SelfReadings;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusParts;
import dev.feedwarden.supervisor.status.StatusVerticle;
import dev.feedwarden.supervisor.status.Watched;
import dev.feedwarden.supervisor.web.Acting;
import dev.feedwarden.supervisor.web.ApiMeasure;
import dev.feedwarden.supervisor.web.Insight;
import dev.feedwarden.supervisor.web.ResponseCache;
import dev.feedwarden.supervisor.web.ServiceRoom;
import dev.feedwarden.supervisor.web.ServiceRoutes;
import dev.feedwarden.supervisor.web.WebServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole program, put together. Started and stopped from a thread that may block. */
public final class Supervisor {

    private static final Duration STEP = Duration.ofSeconds(30);
    /** Longer than a sink has for it. */
    private static final Duration SNAPSHOTS = Duration.ofMinutes(3);

    private static final Duration CLOSING = Duration.ofSeconds(3);

    /** A backup leaves twice as much of the disk free as the journal needs, so that it never stops the journal. */
    private static final long BACKUP_RESERVES = 2;

    private static final Set<Kind> WATCHED = Set.of(Kind.FEED, Kind.CHECK, Kind.SINK);
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final Teardown pluginTeardown = new Teardown();
    private final Teardown teardown = new Teardown();
    private volatile Supplier<JournalPosition> position = () -> JournalPosition.NONE;
    private volatile @Nullable WebServer web;
    private volatile @Nullable StatusVerticle status;
    private volatile @Nullable History history;
    private volatile Supplier<Future<Void>> signOfLife =
            () -> Promise.<Void>promise().future();
    private volatile @Nullable Backups backups;
    private volatile @Nullable SinkStores stores;
    private final CompletableFuture<String> restart = new CompletableFuture<>();

    private Supervisor() {}

    /** What a configuration looks like to the plugins that are there; starts nothing. */
    public static List<Problem> check(Installation installation, Overrides overrides, Surroundings surroundings)
            throws TimeoutException {
        Teardown teardown = new Teardown();
        Problems problems = new Problems();
        try {
            Config config = ConfigReader.read(overrides, surroundings, problems);
            if (config == null) {
                return problems.list();
            }
            Meters meters = new Meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
            Plugins plugins = Plugins.load(
                    Scratch.folders(installation, config.data(), teardown),
                    Seams.real(),
                    () -> JournalPosition.NONE,
                    fact -> {},
                    meters,
                    teardown);
            return Preparation.of(config, surroundings, plugins, problems).everyProblem();
        } finally {
            teardown.run();
        }
    }

    /**
     * Starts everything. Blocks until the page is served and every instance has been started.
     *
     * <p>A rule file that is wrong keeps nothing from starting, for what restarts us in the night is not there to mend it: the
     * shipped rules and the good files are in force, and the bad one is told of on the page.
     *
     * @throws Unusable if something in the configuration is wrong; then nothing was started
     */
    public static Supervisor start(
            Installation installation, Overrides overrides, Surroundings surroundings, Seams seams)
            throws Unusable, IOException, TimeoutException {
        Supervisor supervisor = new Supervisor();
        try {
            supervisor.open(installation, overrides, surroundings, seams);
            return supervisor;
        } catch (Unusable | IOException | TimeoutException | RuntimeException e) {
            supervisor.stop();
            throw e;
        }
    }

    /** The port of the page. */
    public int port() {
        return web == null ? 0 : web.port();
    }

    /** Completes, with the reason, when the program is to end so that it is started again. */
    public CompletableFuture<String> restart() {
        return restart.copy();
    }

    /**
     * Asks every event loop and the journal's thread for a sign of life. Completes, on any thread, once each has
     * answered; never, while one hangs. Safe from any thread.
     */
    public Future<Void> everyThreadAnswers() {
        return signOfLife.get();
    }

    /** What is known now, as the page shows it. Safe from any thread. */
    public StatusBoard board() {
        return Objects.requireNonNull(status, "started").board();
    }

    /** The incidents and mails. */
    public History history() {
        return Objects.requireNonNull(history, "started");
    }

    /** The backups. */
    Backups backups() {
        return Objects.requireNonNull(backups, "started");
    }

    /** What became of the sinks' snapshots that a restore has left. Blocks until each has been loaded or has not. */
    public List<SinkStores.Load> snapshots() {
        try {
            return Objects.requireNonNull(stores, "started").loads().await(SNAPSHOTS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("a sink does not say what became of its snapshot", e);
        }
    }

    /** Drains, flushes and closes everything: the plugins first, so that nothing comes in while the rest ends. Blocks. */
    public void stop() {
        pluginTeardown.run();
        teardown.run();
    }

    /**
     * One straight way from nothing to everything: each part registers its own end as soon as it exists, and the order
     * of the parts is the order in which they need each other. Cutting it up would hide that order.
     */
    private void open(Installation installation, Overrides overrides, Surroundings surroundings, Seams seams)
            throws Unusable, IOException, TimeoutException {
        Problems problems = new Problems();
        Config config = ConfigReader.read(overrides, surroundings, problems);
        if (config == null) {
            throw new Unusable(problems.list());
        }
        Path data = config.data();
        if (Files.exists(data.resolve(Restore.UNDER_WAY))) {
            throw new IOException(data + ": a restore is under way there, or was cut off in its last step");
        }

        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        teardown.add("vertx", CLOSING, vertx::close);
        vertx.eventBus().registerCodec(new FactsCodec());
        Timers timers = seams.timers().apply(vertx);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meters meters = meters(registry, config, vertx);
        LogSetup.apply(config.log(), meters.counter(Meter.LOG_FOLDED)::increment);
        if (config.hasSecretsInClear()) {
            LOG.warn(
                    "event=secrets-in-clear host={} consequence=\"passwords and tokens cross the network unencrypted\""
                            + " remedy=\"http.tls, or a proxy that speaks TLS named in http.proxies\"",
                    config.http().host());
        }
        FactBus facts = new FactBus(vertx, meters);
        Plugins plugins = Plugins.load(
                PluginFolders.of(installation.plugins(), data),
                seams,
                () -> position.get(),
                facts,
                meters,
                pluginTeardown);
        Preparation ready = Preparation.of(config, surroundings, plugins, problems);
        if (!ready.problems().isEmpty()) {
            throw new Unusable(ready.problems());
        }
        PluginHost host = plugins.host();

        seams.disk().createFolders(data);
        MvHistory store = MvHistory.open(data.resolve(DataLock.HISTORY), config.history(), timers, meters);
        history = store;
        teardown.add("history", CLOSING, store::close);
        if (store.setAside() != null) {
            LOG.error("event=history-damaged kept={} consequence=\"begun anew, empty\"", store.setAside());
        }
        RuleShelf shelf = new RuleShelf(ready.reader(), RuleSources.shipped(), timers.now());
        RuleSet rules = shelf.take(ready.sources(), ready.unread(), timers.now())
                .rules()
                .rules();
        KeptSamples samples = KeptSamples.open(
                data.resolve(KeptSamples.FOLDER),
                Reach.kinds(rules, ready.catalog().metrics()),
                Reach.of(rules),
                seams.disk(),
                timers,
                meters);
        teardown.add("readings", CLOSING, samples::close);
        History.Resumption resumption = store.resume().await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        FileJournal journal = FileJournal.open(
                config.journal(), ids(ready.entries(), Kind.SINK), seams.disk(), timers, meters, facts);
        teardown.add("journal", CLOSING, journal::close);
        position = journal::position;
        journal.completeness().watch(ids(ready.entries(), Kind.FEED));
        journal.completeness().show(ids(ready.entries(), Kind.FEED), ids(ready.entries(), Kind.SINK));

        AtomicLong mailNumbers = new AtomicLong(resumption.nextMail());
        ActTokens tokens = config.mail().page() == null ? null : ActTokens.of(data);
        Routing routing = new Routing(config.routes(), ready.everybody(config.mail()));
        NotifierRoom notifiers = new NotifierRoom();
        Channels channels = new Channels(
                vertx,
                config.mail(),
                new MailComposer(config.mail(), routing, mailNumbers::getAndIncrement, writing(config, tokens, meters)),
                routing,
                ready.notifiers(),
                notifiers,
                new OutboxParts(mailNumbers::getAndIncrement, store, timers, meters));
        List<Mail> newest = ready.notifiers().isEmpty()
                ? List.of()
                : store.mails(Channels.LOOK_BACK).await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        teardown.add("outbox", Duration.ofSeconds(6), () -> onCore(vertx, channels::close));
        FeedRoom feeds = new FeedRoom(journal, journal.completeness(), facts, meters, seams.random());
        ActionRoom actions = new ActionRoom();
        QuoteTable quotes = new QuoteTable(timers, meters);
        journal.observe(quotes);
        QuoteReaders readers = new QuoteReaders();
        SinkStores sinkStores = new SinkStores(seams.disk(), data);
        stores = sinkStores;
        ApiMeasure api = new ApiMeasure(timers, meters);
        ResponseCache cache = new ResponseCache(timers, meters);
        NamedActions named = new NamedActions(
                vertx,
                Stream.concat(
                                Stream.of(
                                        new FeedActions(feeds),
                                        new CacheAction(vertx, cache),
                                        new PluginAction(host),
                                        actions),
                                config.supervised()
                                        ? Stream.of(new ProcessAction(timers, restart::complete))
                                        : Stream.empty())
                        .toList());
        RuleReload reload =
                new RuleReload(new RuleWatch(config.rules(), shelf, ready.sources()), shelf.book(), vertx, timers);
        ChartRoom charts =
                new ChartRoom(vertx, samples, () -> reload.book().rules().rules(), timers, meters);
        teardown.add("charts", CLOSING, charts::close);
        channels.with(charts);
        SelfReadings self = SelfSources.of(journal, channels, host, api, seams.disk(), data, meters);
        self.add(
                CoreMetrics.SELF,
                Map.of(
                        CoreMetrics.RULES_FILES_BAD,
                        () -> reload.book().bad(),
                        CoreMetrics.WEB_SECRETS_IN_CLEAR,
                        () -> config.hasSecretsInClear() ? 1 : 0));
        BackupRoom backupRoom = backups(config, data, seams, journal, samples, store, sinkStores, timers, meters);
        self.add(
                CoreMetrics.SELF,
                Map.of(
                        CoreMetrics.BACKUP_AGE, backupRoom::ageSeconds,
                        CoreMetrics.BACKUP_FAILING, backupRoom::failing));
        backups = backupRoom;
        KeptAudit audit = new KeptAudit(store, timers, meters);
        RecoveryDispatcher dispatcher = new RecoveryDispatcher(named, facts, audit, timers, meters);
        StatusVerticle verticle = new StatusVerticle(new StatusParts(
                rules,
                watched(ready.entries(), config),
                facts,
                self,
                samples,
                journal::status,
                journal.completeness()::recent,
                store,
                resumption,
                channels,
                routing,
                channels,
                dispatcher,
                seams.random()::nextDouble,
                this::show,
                timers,
                meters));
        vertx.runOnContext(go -> channels.resume(resumption.unsettled(), newest));
        vertx.deployVerticle(verticle).await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        status = verticle;
        BoardMeters.register(meters, verticle::board);
        SelfSources.meter(meters, seams.disk(), data, timers.now());
        teardown.add("status", CLOSING, () -> vertx.undeploy(verticle.deploymentID()));
        vertx.runOnContext(go -> reload.start(next -> {
            samples.keep(Reach.kinds(next, ready.catalog().metrics()), Reach.of(next));
            verticle.reload(next);
        }));
        plugins.watch().watch("core", task -> vertx.runOnContext(go -> task.run()), new CoreLoop());
        signOfLife = () -> Future.all(plugins.watch().ask(), journal.answer()).mapEmpty();

        ServiceRoutes routes = new ServiceRoutes();
        WebServer.Sources sources = new WebServer.Sources(
                verticle::board,
                store,
                journal.completeness()::all,
                host::plugins,
                reload::book,
                routes,
                new OptionBook(vertx, timers, quotes, readers, meters),
                cache,
                api,
                journal::alive,
                new Insight(samples, Preparation.subjects(config), ShownConfig.of(config)),
                registry,
                meters,
                timers);
        WebServer server = WebServer.listen(
                        vertx,
                        config.http(),
                        sources,
                        new Acting(
                                config.users(), dispatcher::byHand, audit, store, verticle::desk, backupRoom, tokens))
                .await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        teardown.add("web", CLOSING, () -> onCore(vertx, server::close));
        web = server;

        Map<Kind, Room<?>> rooms = Map.of(
                Kind.SERVICE,
                new ServiceRoom(routes, new Liveness(vertx, journal::alive)),
                Kind.NOTIFIER,
                notifiers,
                Kind.SINK,
                new SinkRoom(journal, meters, seams.random(), readers, sinkStores),
                Kind.ACTION,
                actions,
                Kind.CHECK,
                new CheckRoom(facts),
                Kind.FEED,
                feeds);
        host.start(ready.entries(), rooms).await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        sinkStores.everySinkHasStarted();
        vertx.runOnContext(go -> backupRoom.start());
    }

    /**
     * Backups are made by a thread of their own. When everything ends it is not waited for: what it has made by then is
     * deleted by the next.
     */
    private BackupRoom backups(
            Config config,
            Path data,
            Seams seams,
            FileJournal journal,
            KeptSamples samples,
            MvHistory history,
            SinkStores stores,
            Timers timers,
            Meters meters) {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "feedwarden-backup");
            made.setDaemon(true);
            return made;
        });
        teardown.add("backup", CLOSING, () -> {
            thread.shutdownNow();
            return Future.succeededFuture();
        });
        BackupMaker maker = BackupMaker.live(
                config.backup(),
                seams.disk(),
                BACKUP_RESERVES * config.journal().reserveBytes(),
                data,
                journal,
                samples,
                history,
                stores,
                new ConfigFiles(config, config.backup().secrets()));
        return new BackupRoom(config.backup(), maker, seams.disk(), timers, thread, meters);
    }

    /** Where the configuration asks for an export, what is scraped is exported too; its classes are loaded only then. */
    private Meters meters(PrometheusMeterRegistry scraped, Config config, Vertx vertx) {
        if (config.otlp() == null) {
            return new Meters(scraped);
        }
        OtlpExport export = OtlpExport.start(
                scraped, config.otlp(), Map.of("service.name", "feedwarden", "service.version", Product.VERSION));
        teardown.add(
                "metrics",
                Duration.ofSeconds(6),
                () -> vertx.executeBlocking(() -> {
                    export.close();
                    return null;
                }));
        return export.meters();
    }

    /** Mails have links that act where they have links at all. */
    private static MailComposer.Writing writing(Config config, @Nullable ActTokens tokens, Meters meters) {
        URI page = config.mail().page();
        ActLinks acts = page == null || tokens == null
                ? null
                : (purpose, incident, to, time) ->
                        URI.create(page.toASCIIString().replaceAll("[?#].*|/$", "") + "/act/"
                                + tokens.sign(purpose.name(), incident, to, time));
        Counter failures = meters.counter(Meter.MAIL_TEMPLATE_FAILURES);
        return new MailComposer.Writing(
                config.templates().text(), config.templates().html(), acts, failures::increment);
    }

    private void show(StatusBoard board) {
        WebServer server = web;
        if (server != null) {
            server.show(board);
        }
    }

    /** What lives on the core event loop is closed there. */
    private static Future<Void> onCore(Vertx vertx, Supplier<Future<Void>> close) {
        Promise<Void> closed = Promise.promise();
        vertx.runOnContext(go -> close.get().onComplete(closed));
        return closed.future();
    }

    private static Set<String> ids(List<Entry> entries, Kind kind) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind)
                .map(Entry::id)
                .collect(Collectors.toSet());
    }

    private static List<Watched> watched(List<Entry> entries, Config config) {
        return entries.stream()
                .filter(entry -> WATCHED.contains(entry.kind()))
                .map(entry -> new Watched(
                        entry.kind(),
                        entry.id(),
                        entry.type(),
                        Preparation.flowLimit(entry),
                        config.connectionOf(entry.id())))
                .toList();
    }
}
