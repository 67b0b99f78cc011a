package dev.feedwarden.supervisor.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a plugin can do wrong, and what becomes of it and of the others. Each fault has its test:
 *
 * <table>
 *   <caption>Faults of plugins and their tests</caption>
 *   <tr><th>fault</th><th>test</th></tr>
 *   <tr><td>throws when it is loaded</td><td>{@code load_badJars_*} (its static block)</td></tr>
 *   <tr><td>throws when it is started</td><td>{@code start_createThrows_*}</td></tr>
 *   <tr><td>throws while it runs, once or all the time</td><td>{@code uncaughtException_*}</td></tr>
 *   <tr><td>throws when it is stopped</td><td>{@code stop_instanceThatThrows_*}</td></tr>
 *   <tr><td>blocks its event loop</td><td>{@code blockedLoop_*}, {@code LoopWatchTest}</td></tr>
 *   <tr><td>loops without end</td><td>{@code endlessLoop_*}; the process is started again for
 *       it: {@code RestartProcessIT}</td></tr>
 *   <tr><td>leaks threads, class loaders or sockets</td><td>{@code PluginReloadIT}, {@code UnloadedLoadersTest}</td></tr>
 *   <tr><td>is a bad, truncated or malicious JAR</td><td>{@code load_badJars_*}, {@code StageTest}, {@code
 *       look_replacedByABrokenFile_*}</td></tr>
 *   <tr><td>was made for another version of the API</td><td>{@code load_badJars_*} (future.jar)</td></tr>
 *   <tr><td>has the id of another one</td><td>{@code load_badJars_*} (twin.jar), {@code look_removed_*}</td></tr>
 *   <tr><td>serves the type of another one</td><td>{@code start_typeThatAnotherPluginServes_*}, {@code
 *       look_typeThatAnotherPluginServes_*}, {@code load_sameTypeTwiceInOneJar_*}</td></tr>
 * </table>
 */
final class PluginHostIT {

    private static final String BLOCK = "feedwarden.test.block";

    @TempDir
    private Path home;

    private final ManualTimers clock = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<Event> facts = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CheckRoom<HealthCheckProvider, HealthCheck> room = new CheckRoom<>(Kind.CHECK, calls);
    private final Block block = new Block();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private Path bundled;
    private Path dropIns;
    private PluginHost host;

    @BeforeEach
    void open() {
        System.getProperties().put(BLOCK, block);
        bundled = home.resolve("bundled");
        dropIns = home.resolve("data/plugins");
        host = new PluginHost(
                PluginFolders.of(bundled, home.resolve("data")),
                "0.1.0",
                new Ground(
                        PluginVertx::open,
                        vertx -> clock,
                        clock,
                        new FaultyDisk(),
                        () -> JournalPosition.NONE,
                        this::told),
                new LoopWatch(clock, meters),
                meters);
    }

    private void told(Event event) {
        facts.add(event);
        events.add(event);
    }

    @AfterEach
    void close() throws Exception {
        block.release.countDown();
        System.getProperties().remove(BLOCK);
        get(host.stop());
    }

    @Test
    void load_bundled_offersWithoutAListAndStartsNothing() throws Exception {
        good("1.0").build(bundled.resolve("good.jar"));

        List<Offer> offers = get(host.load());

        assertThat(offers).extracting(Offer::word).containsExactly("check:good");
        assertThat(offers.get(0).metrics()).extracting("name").containsExactly("guest.value");
        assertThat(host.plugins()).extracting(PluginInfo::state).containsExactly(PluginInfo.State.STARTED);
        assertThat(calls).isEmpty();
    }

    @Test
    void start_instance_bearsThePluginsClassLoader() throws Exception {
        good("1.0").build(bundled.resolve("good.jar"));
        start("good");

        assertThat(calls).containsExactly("start good");
        assertThat(room.loaders().get(0).get().getClass().getSimpleName()).isEqualTo("IsolatedClasses");
        assertThat(room.site("good").vertx()).isNotNull();
        assertThat(room.site("good").context(entry("good")).folder()).isEqualTo(home.resolve("data/instances/good"));
    }

    @Test
    void start_entryThatNobodyServes_isReportedAndStartsWhenItsPluginComes() throws Exception {
        start("good");
        assertThat(host.unserved()).extracting(Entry::id).containsExactly("good");

        allowed(good("1.0"), "good.jar");
        look();

        assertThat(host.unserved()).isEmpty();
        assertThat(calls).containsExactly("start good");
        assertThat(info("good").bundled()).isFalse();
    }

    @Test
    void load_dropInThatIsNotOnTheList_isRefusedUntilItIs() throws Exception {
        Path jar = good("1.0").build(dropIns.resolve("good.jar"));
        start("good");

        assertThat(info("good").state()).isEqualTo(PluginInfo.State.REFUSED);
        assertThat(info("good").error()).contains("good.jar is not allowed: there is no list of allowed files");

        new AllowList(dropIns).allow(jar);
        look();
        assertThat(info("good").state()).isEqualTo(PluginInfo.State.STARTED);

        Files.writeString(dropIns.resolve("allowed"), "# nothing\n");
        look();
        assertThat(info("good").state()).isEqualTo(PluginInfo.State.REFUSED);
        assertThat(info("good").error()).contains("its checksum").contains("is not on the list");
        assertThat(calls).containsExactly("start good", "stop good");
    }

    @Test
    void load_badJars_areNamedAndTheGoodOneRuns() throws Exception {
        good("1.0").build(bundled.resolve("good.jar"));
        Path whole = good("1.0").build(home.resolve("x/whole.jar"));
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(bundled.resolve("a-truncated.jar"), Arrays.copyOf(bytes, bytes.length / 2));
        new JarBuilder("slip", "1.0")
                .check("slip")
                .entry("../../evil", new byte[1])
                .build(bundled.resolve("slip.jar"));
        new JarBuilder("future", "1.0").requires(">=9.0.0").check("future").build(bundled.resolve("future.jar"));
        new JarBuilder("good", "2.0").check("good").build(bundled.resolve("twin.jar"));
        new JarBuilder("empty", "1.0").build(bundled.resolve("no-extension.jar"));
        new JarBuilder("throws", "1.0")
                .extension(
                        "guest.Throws",
                        "package guest; public class Throws { static { if (true) throw new NoClassDefFoundError(\"gone/Thing\"); } }")
                .build(bundled.resolve("throws.jar"));
        start("good");

        assertThat(info("good").state()).isEqualTo(PluginInfo.State.STARTED);
        assertThat(error("a-truncated.jar")).contains("is not a whole JAR");
        assertThat(error("slip.jar")).contains("outside its folder: ../../evil");
        assertThat(error("future.jar")).contains("needs another API version: expected >=9.0.0, found 0.1.0");
        assertThat(error("twin.jar")).contains("its id 'good' is taken by the plugin from file good.jar");
        assertThat(error("no-extension.jar")).contains("META-INF/extensions.idx is absent or empty");
        assertThat(error("throws.jar")).contains("gone/Thing");
        assertThat(calls).containsExactly("start good");
        assertThat(facts)
                .filteredOn(fact -> fact.source().equals("throws"))
                .last()
                .isInstanceOfSatisfying(Event.PluginChanged.class, change -> {
                    assertThat(change.state()).isEqualTo("failed");
                    assertThat(change.detail()).contains("gone/Thing");
                });
    }

    @Test
    void start_createThrows_namesTheInstanceAndRunsTheOthers() throws Exception {
        new JarBuilder("mixed", "1.0")
                .check("bad", "", "throw new IllegalStateException(\"no such table\");", "")
                .check("good")
                .build(bundled.resolve("mixed.jar"));
        start("bad", "good");

        assertThat(info("mixed").state()).isEqualTo(PluginInfo.State.FAILED);
        assertThat(info("mixed").error()).contains("check 'bad'").contains("no such table");
        assertThat(calls).containsExactly("start good");
    }

    @Test
    void look_replacedByABetterOne_isSwapped() throws Exception {
        allowed(good("1.0"), "good.jar");
        start("good");
        allowed(good("2.0"), "good.jar");
        look();

        assertThat(calls).containsExactly("start good", "stop good", "start good");
        assertThat(info("good").version()).isEqualTo("2.0");
        assertThat(info("good").error()).isNull();
        assertThat(home.resolve("data/work/plugins").toFile().list()).hasSize(1);
    }

    @Test
    void look_replacedByAWorseOne_bringsTheOldOneBack() throws Exception {
        allowed(good("1.0"), "good.jar");
        start("good");
        allowed(
                new JarBuilder("good", "2.0").check("good", "", "throw new IllegalStateException(\"worse\");", ""),
                "good.jar");
        look();

        assertThat(calls).containsExactly("start good", "stop good", "start good");
        assertThat(info("good").version()).isEqualTo("1.0");
        assertThat(info("good").state()).isEqualTo(PluginInfo.State.STARTED);
        assertThat(info("good").error())
                .contains("version 2.0 was not taken")
                .contains("worse")
                .contains("version 1.0 runs again");
    }

    @Test
    void look_replacedByABrokenFile_leavesTheOldOneRunning() throws Exception {
        Path jar = allowed(good("1.0"), "good.jar");
        start("good");
        Files.write(jar, new byte[100]);
        look();

        assertThat(calls).containsExactly("start good");
        assertThat(info("good").state()).isEqualTo(PluginInfo.State.STARTED);
        assertThat(info("good").error()).contains("is not a whole JAR");
    }

    @Test
    void look_removed_stopsAndTheTwinThatWaitedStarts() throws Exception {
        Path jar = allowed(good("1.0"), "a.jar");
        allowed(good("2.0"), "b.jar");
        start("good");
        assertThat(error("b.jar")).contains("is taken by the plugin from file a.jar");
        Files.delete(jar);
        look();
        await(plugins -> plugins.size() == 1 && plugins.get(0).state() == PluginInfo.State.STARTED);

        assertThat(info("good").version()).isEqualTo("2.0");
        assertThat(calls).containsExactly("start good", "stop good", "start good");
    }

    @Test
    void stop_instanceThatThrows_isContainedAndTold() throws Exception {
        allowed(
                new JarBuilder("rude", "1.0")
                        .check("rude", "", "", "if (true) throw new IllegalStateException(\"no\");"),
                "rude.jar");
        start("rude");
        Files.delete(dropIns.resolve("rude.jar"));
        look();

        assertThat(host.plugins()).isEmpty();
        assertThat(facts)
                .filteredOn(Event.Faulted.class::isInstance)
                .extracting("detail")
                .containsExactly("stopping check 'rude': IllegalStateException: no");
    }

    @Test
    void stop_allPlugins_inReverseOrderOfKinds() throws Exception {
        new JarBuilder("both", "1.0")
                .check("good")
                .extension("guest.Notes", """
                        package guest;
                        import dev.feedwarden.api.*;
                        import dev.feedwarden.api.notify.*;
                        import io.vertx.core.Future;
                        import java.util.*;
                        public class Notes implements NotifierProvider {
                            public String type() { return "notes"; }
                            public List<Setting> settings() { return List.of(); }
                            public Notifier create(Settings settings, Context context) {
                                return notice -> Future.succeededFuture();
                            }
                        }
                        """)
                .build(bundled.resolve("both.jar"));
        var notes = new CheckRoom<>(Kind.NOTIFIER, calls);
        get(host.load());
        get(host.start(
                List.of(entry("good"), new Entry(Kind.NOTIFIER, "notes", "notes", Settings.of("", Map.of()))),
                Map.of(Kind.CHECK, room, Kind.NOTIFIER, notes)));
        get(host.stop());

        assertThat(calls).containsExactly("start notes", "start good", "stop good", "stop notes");
    }

    @Test
    void blockedLoop_isNamedThenRebuiltElsewhereAndTheOtherPluginIsUntouched() throws Exception {
        good("1.0").build(bundled.resolve("good.jar"));
        stuck("remove").build(bundled.resolve("stuck.jar"));
        start("good", "stuck");
        Site before = room.site("stuck");
        awaitStuck();
        advance(Duration.ofSeconds(2));

        await(plugins -> info("stuck").state() == PluginInfo.State.BLOCKED);
        assertThat(info("stuck").error())
                .contains("its event loop is blocked at")
                .contains("Unsafe.park")
                .contains("guest.Check_stuck");
        assertThat(info("good").state()).isEqualTo(PluginInfo.State.STARTED);

        advance(Duration.ofSeconds(29));
        await(plugins -> info("stuck").state() == PluginInfo.State.STARTED);
        assertThat(room.site("stuck")).isNotSameAs(before);
        assertThat(calls).containsExactlyInAnyOrder("start good", "start stuck", "start stuck");

        block.release.countDown();
        await(plugins -> calls.contains("stop stuck"));
        assertThat(info("stuck").state()).isEqualTo(PluginInfo.State.STARTED);
    }

    @Test
    void blockedLoop_againAndAgain_staysFailed() throws Exception {
        good("1.0").build(bundled.resolve("good.jar"));
        stuck("get").build(bundled.resolve("stuck.jar"));
        start("good", "stuck");
        for (int hang = 1; hang <= Hosted.MAX_RESTARTS + 1; hang++) {
            awaitStuck();
            await(plugins -> info("stuck").state() == PluginInfo.State.STARTED);
            advance(Duration.ofSeconds(31));
        }
        await(plugins -> info("stuck").state() == PluginInfo.State.FAILED);

        assertThat(info("stuck").error())
                .contains("its event loop hung, and it was started anew 3 times within an hour already");
        assertThat(calls).filteredOn("start stuck"::equals).hasSize(4);
        assertThat(info("good").state()).isEqualTo(PluginInfo.State.STARTED);
    }

    @Test
    void endlessLoop_isNamedAndThePluginRunsElsewhere() throws Exception {
        var spin = new Spin();
        System.getProperties().put(BLOCK, spin);
        good("1.0").build(bundled.resolve("good.jar"));
        stuck("remove").build(bundled.resolve("stuck.jar"));
        try {
            start("good", "stuck");
            Site before = room.site("stuck");
            assertThat(spin.entered.await(60, TimeUnit.SECONDS)).isTrue();
            advance(Duration.ofSeconds(2));
            await(plugins -> info("stuck").state() == PluginInfo.State.BLOCKED);
            assertThat(info("stuck").error()).contains("its event loop is blocked at", "guest.Check_stuck");

            advance(Duration.ofSeconds(29));
            await(plugins -> info("stuck").state() == PluginInfo.State.STARTED);
            assertThat(room.site("stuck")).isNotSameAs(before);
            assertThat(info("good").state()).isEqualTo(PluginInfo.State.STARTED);
            assertThat(meters.total(Meter.PLUGIN_LOOPS_HELD))
                    .describedAs("for the ladder that has the process started again")
                    .isEqualTo(1);
        } finally {
            spin.over = true;
        }
        await(plugins -> meters.total(Meter.PLUGIN_LOOPS_HELD) == 0);
    }

    @Test
    void restart_keptStopped_isForAPersonOnlyWhoGivesItItsBudgetAgain() throws Exception {
        good("1.0").build(bundled.resolve("good.jar"));
        stuck("get").build(bundled.resolve("stuck.jar"));
        start("good", "stuck");
        for (int hang = 1; hang <= Hosted.MAX_RESTARTS + 1; hang++) {
            awaitStuck();
            await(plugins -> info("stuck").state() == PluginInfo.State.STARTED);
            advance(Duration.ofSeconds(31));
        }
        await(plugins -> info("stuck").state() == PluginInfo.State.FAILED);
        System.getProperties().remove(BLOCK);

        Outcome ladders = get(host.restart("stuck", PluginHost.Asker.LADDER));
        assertThat(ladders.succeeded()).isFalse();
        assertThat(ladders.detail()).startsWith("it is kept stopped, a person is needed: ");
        assertThat(info("stuck").state()).isEqualTo(PluginInfo.State.FAILED);

        assertThat(get(host.restart("stuck", PluginHost.Asker.PERSON))).isEqualTo(new Outcome(true, "started anew"));
        assertThat(info("stuck").state()).isEqualTo(PluginInfo.State.STARTED);
        assertThat(info("stuck").error()).isNull();
    }

    @Test
    void restart_byAnInstance_stopsAndStartsItWithANewClassLoader() throws Exception {
        good("1.0").build(bundled.resolve("good.jar"));
        start("good");

        assertThat(get(host.restart("good", PluginHost.Asker.LADDER))).isEqualTo(new Outcome(true, "started anew"));

        assertThat(calls).containsExactly("start good", "stop good", "start good");
        assertThat(room.loaders()).hasSize(2);
        assertThat(get(host.restart("nobody", PluginHost.Asker.PERSON)).detail())
                .isEqualTo("no plugin 'nobody', and none that runs an instance of this id");
    }

    @Test
    void uncaughtException_allTheTime_isStartedAnewAndAtLastKeptStopped() throws Exception {
        good("1.0").build(bundled.resolve("good.jar"));
        start("good");
        for (int restart = 1; restart <= Hosted.MAX_RESTARTS + 1; restart++) {
            for (int i = 0; i < Mishap.MOST; i++) {
                throwOnLoop("stray");
            }
            int starts = Math.min(restart, Hosted.MAX_RESTARTS) + 1;
            await(plugins -> calls.stream().filter("start good"::equals).count() == starts);
            int last = restart;
            await(plugins -> info("good").state()
                    == (last > Hosted.MAX_RESTARTS ? PluginInfo.State.FAILED : PluginInfo.State.STARTED));
        }

        assertThat(info("good").error())
                .contains("it threw 100 times within a minute", "kept stopped until a person restarts it", "stray");
        await(plugins -> calls.get(calls.size() - 1).equals("stop good"));
    }

    /** A plugin whose loop blocks after its start. The system properties are what it shares with this test. */
    private static JarBuilder stuck(String take) {
        return new JarBuilder("stuck", "1.0").check("stuck", "", """
                        var block = (Runnable) System.getProperties().%s("%s");
                        if (block != null) { context.vertx().runOnContext(run -> block.run()); }
                        """.formatted(take, BLOCK), "");
    }

    /** Waits until the loop of the plugin waits, so that it is seen at the place where it does. */
    private void awaitStuck() throws InterruptedException {
        Thread held = block.entered.poll(60, TimeUnit.SECONDS);
        assertThat(held).isNotNull();
        await(plugins -> held.getState() == Thread.State.WAITING);
    }

    /** Keeps whoever runs it busy until the test is over; no interruption ends it. */
    private static final class Spin implements Runnable {
        private final CountDownLatch entered = new CountDownLatch(1);
        private volatile boolean over;

        @Override
        public void run() {
            entered.countDown();
            while (!over) {
                Thread.onSpinWait();
            }
        }
    }

    /** Blocks whoever runs it until the test is over. */
    private static final class Block implements Runnable {
        private final BlockingQueue<Thread> entered = new LinkedBlockingQueue<>();
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        public void run() {
            entered.add(Thread.currentThread());
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("the test's plugin was interrupted", e);
            }
        }
    }

    @Test
    void uncaughtException_onThePluginsLoop_isAFaultOfThePlugin() throws Exception {
        good("1.0").build(bundled.resolve("good.jar"));
        start("good");
        room.site("good").vertx().runOnContext(run -> {
            throw new IllegalStateException("stray");
        });

        await(plugins -> facts.stream().anyMatch(Event.Faulted.class::isInstance));
        assertThat(facts)
                .filteredOn(Event.Faulted.class::isInstance)
                .first()
                .isInstanceOfSatisfying(Event.Faulted.class, fault -> {
                    assertThat(fault.source()).isEqualTo("good");
                    assertThat(fault.detail()).isEqualTo("uncaught: IllegalStateException: stray");
                });
    }

    @Test
    void isolation_programsOwnClassesAndLibraries_areNotSeen() throws Exception {
        String looks = """
                try { Class.forName("%s"); throw new Exception("seen"); } catch (ClassNotFoundException hidden) { }
                """;
        new JarBuilder("nosy", "1.0")
                .check(
                        "nosy",
                        "",
                        looks.formatted("dev.feedwarden.supervisor.plugin.PluginHost")
                                + looks.formatted("io.micrometer.core.instrument.Meter")
                                + "Class.forName(\"com.fasterxml.jackson.core.JsonFactory\");"
                                + "Class.forName(\"java.sql.Timestamp\");",
                        "")
                .build(bundled.resolve("nosy.jar"));
        start("nosy");

        assertThat(info("nosy").error()).isNull();
    }

    @Test
    void start_typeThatAnotherPluginServes_runsOnceAndIsTakenOverWhenThatOneGoes() throws Exception {
        Path first = allowed(good("1.0"), "a.jar");
        allowed(new JarBuilder("twin", "1.0").check("good").check("own"), "b.jar");
        start("good", "own");

        assertThat(calls).containsExactlyInAnyOrder("start good", "start own");
        assertThat(info("good").state()).isEqualTo(PluginInfo.State.STARTED);
        assertThat(room.site("good").plugin()).isEqualTo("good");
        assertThat(info("twin").state()).isEqualTo(PluginInfo.State.FAILED);
        assertThat(info("twin").error()).isEqualTo("check:good is taken by the plugin from file a.jar");
        assertThat(host.providers()).extracting(Offer::plugin).containsExactly("good", "twin");

        Files.delete(first);
        look();
        await(plugins -> plugins.size() == 1 && info("twin").state() == PluginInfo.State.STARTED);

        assertThat(calls).endsWith("stop good", "start good").hasSize(4);
        assertThat(room.site("good").plugin()).isEqualTo("twin");
        assertThat(info("twin").error()).isNull();
    }

    @Test
    void look_typeThatAnotherPluginServes_waitsAndAnotherPluginsSwapGivesNothingAway() throws Exception {
        allowed(good("1.0"), "good.jar");
        start("good");
        allowed(new JarBuilder("a-twin", "1.0").check("good"), "a-twin.jar");
        look();
        assertThat(info("a-twin").error()).contains("check:good is taken by the plugin from file good.jar");

        allowed(good("2.0"), "good.jar");
        look();

        assertThat(info("good").version()).isEqualTo("2.0");
        assertThat(calls).containsExactly("start good", "stop good", "start good");
        assertThat(room.site("good").plugin()).isEqualTo("good");
    }

    @Test
    void load_sameTypeTwiceInOneJar_isNamed() throws Exception {
        new JarBuilder("double", "1.0").check("good").listed("guest.Check_good").build(bundled.resolve("double.jar"));
        start("good");

        assertThat(info("double").error()).contains("expected each type once, found [check:good, check:good]");
        assertThat(calls).isEmpty();
    }

    @Test
    void load_andLook_withoutAFolderOfDropIns_makeNone() throws Exception {
        good("1.0").build(bundled.resolve("good.jar"));
        get(host.load());
        look();
        assertThat(dropIns).doesNotExist();

        get(host.start(List.of(entry("good")), Map.of(Kind.CHECK, room)));
        assertThat(dropIns).isDirectory();
    }

    @Test
    void uncaughtException_isShownForAnHourWhileThePluginStaysStarted() throws Exception {
        good("1.0").build(bundled.resolve("good.jar"));
        start("good");
        throwOnLoop("stray");
        await(plugins -> info("good").error() != null);

        assertThat(info("good").state()).isEqualTo(PluginInfo.State.STARTED);
        assertThat(info("good").error()).isEqualTo("threw at 2026-01-02T03:04:05Z: IllegalStateException: stray");

        advance(Mishap.REMEMBERED.minusSeconds(1));
        throwOnLoop("again");
        await(plugins -> info("good").error().endsWith("again"));
        advance(Duration.ofSeconds(1));
        assertThat(info("good").error()).isEqualTo("threw at 2026-01-02T04:04:04Z: IllegalStateException: again");

        advance(Mishap.REMEMBERED);
        await(plugins -> info("good").error() == null);
    }

    @Test
    void uncaughtException_isForgottenWhenThePluginIsSwapped() throws Exception {
        allowed(good("1.0"), "good.jar");
        start("good");
        throwOnLoop("stray");
        await(plugins -> info("good").error() != null);
        allowed(good("2.0"), "good.jar");
        look();

        assertThat(info("good").version()).isEqualTo("2.0");
        assertThat(info("good").error()).isNull();
    }

    private void throwOnLoop(String message) {
        room.site("good").vertx().runOnContext(run -> {
            throw new IllegalStateException(message);
        });
    }

    private static JarBuilder good(String version) {
        return new JarBuilder("good", version).requires(">=0.1.0 & <0.2.0").check("good");
    }

    private Path allowed(JarBuilder jar, String name) throws IOException, PluginFailure {
        Path built = jar.build(dropIns.resolve(name));
        new AllowList(dropIns).allow(built);
        return built;
    }

    private void start(String... checks) throws Exception {
        get(host.load());
        get(host.start(Arrays.stream(checks).map(PluginHostIT::entry).toList(), Map.of(Kind.CHECK, room)));
    }

    private static Entry entry(String check) {
        return new Entry(Kind.CHECK, check, check, Settings.of("checks." + check, Map.of()));
    }

    /** Two looks, because a change counts only when it has held still. */
    private void look() throws Exception {
        get(host.look());
        get(host.look());
    }

    /** Moves time on in the watch's own steps, and lets the loop of the good plugin answer after each. */
    private void advance(Duration by) throws Exception {
        for (long step = 0; step < by.dividedBy(LoopWatch.PERIOD); step++) {
            clock.advance(LoopWatch.PERIOD);
            Promise<Void> answered = Promise.promise();
            room.site("good").vertx().runOnContext(run -> answered.complete());
            get(answered.future());
        }
    }

    private void await(Predicate<List<PluginInfo>> condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.test(host.plugins())) {
            assertThat(System.nanoTime()).as("%s", host.plugins()).isLessThan(deadline);
            events.poll(50, TimeUnit.MILLISECONDS);
        }
    }

    private PluginInfo info(String id) {
        return host.plugins().stream()
                .filter(plugin -> plugin.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String error(String file) {
        return host.plugins().stream()
                .filter(plugin -> plugin.file().equals(file))
                .map(PluginInfo::error)
                .findFirst()
                .orElseThrow();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
