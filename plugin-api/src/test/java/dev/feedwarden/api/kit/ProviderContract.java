package dev.feedwarden.api.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Instance;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Timers;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.Extension;

/**
 * What every provider keeps. Extend the contract of the kind: it asks for the provider and, where the kind needs it, for
 * a view of the other side.
 *
 * @param <I> what the provider makes
 */
public abstract class ProviderContract<I extends Instance> {

    private static final String ID = "kit";

    @TempDir
    private Path folder;

    private Set<Thread> before;
    private Vertx vertx;
    private TestContext context;

    /** A new provider, as the supervisor makes it. */
    protected abstract Provider<? super TestContext, I> provider();

    /** Settings with which an instance can be made; by default none. */
    protected Map<String, ?> settings() {
        return Map.of();
    }

    /** Settings that are valid each by itself, but with which no instance can be made; by default there are none. */
    protected List<Map<String, ?>> unusable() {
        return List.of();
    }

    /** The time of the instances; by default it stands still. */
    protected Timers timers() {
        return new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));
    }

    /** The disk of the instances; by default one in memory. */
    protected Disk disk() {
        return new FaultyDisk();
    }

    /** The surroundings of this test's instances. */
    protected final TestContext context() {
        return context;
    }

    /** Makes an instance on its event loop. */
    protected final I create() throws Exception {
        return create(settings());
    }

    /** Makes an instance with other settings. */
    protected final I create(Map<String, ?> values) throws Exception {
        Provider<? super TestContext, I> provider = provider();
        Settings settings = filled(values);
        return context.getOnLoop(() -> provider.create(settings, context));
    }

    private Settings filled(Map<String, ?> values) {
        return Settings.of("kit." + ID, values).withDefaults(provider().settings());
    }

    /** Closes an instance on its event loop. */
    protected final void close(Instance instance) throws Exception {
        context.onLoop(instance::close);
    }

    @BeforeEach
    final void openVertx() {
        before = Thread.getAllStackTraces().keySet();
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        context = new TestContext(ID, vertx, timers(), disk(), folder);
    }

    @AfterEach
    final void closeVertx() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    final void provider_isAnExtensionThatPf4jCanMake() {
        Class<?> type = provider().getClass();

        assertThat(type.isAnnotationPresent(Extension.class))
                .as("%s is annotated with @Extension", type.getName())
                .isTrue();
        assertThatCode(() -> type.getConstructor().newInstance()).doesNotThrowAnyException();
    }

    @Test
    final void type_isALowerCaseWord() {
        assertThat(provider().type()).matches("[a-z][a-z0-9-]*");
    }

    @Test
    final void settings_areDeclaredWell() {
        checkDeclared(provider().settings());
    }

    /** Checks a list of declared settings or parameters. */
    final void checkDeclared(List<Setting> declared) {
        assertThat(declared).extracting(Setting::name).doesNotHaveDuplicates();
        for (Setting setting : declared) {
            assertThat(setting.name()).matches("[a-z][a-z0-9]*([-_][a-z0-9]+)*");
            assertThat(setting.about()).as("about of %s", setting.name()).isNotBlank();
            Object fallback = setting.fallback();
            if (fallback != null) {
                assertThat(setting.required())
                        .as("%s is required, so its default is never taken", setting.name())
                        .isFalse();
                assertThatCode(() -> Settings.of("default", Map.of(setting.name(), fallback))
                                .check(setting))
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    final void settings_ofThisTest_areDeclaredAndValid() {
        List<Setting> declared = provider().settings();
        Settings settings = Settings.of("kit." + ID, settings()).withDefaults(declared);

        assertThat(declared)
                .extracting(Setting::name)
                .containsAll(settings().keySet().stream().map(String::valueOf).toList());
        declared.forEach(settings::check);
    }

    @Test
    final void check_settingsOfThisTest_areTaken() throws Exception {
        check(settings());
    }

    @Test
    final void check_unusableSettings_areRefusedAsByCreate() {
        for (Map<String, ?> values : unusable()) {
            assertThatThrownBy(() -> check(values))
                    .as("check of %s", values)
                    .hasCauseInstanceOf(SettingException.class);
            assertThatThrownBy(() -> create(values))
                    .as("create of %s", values)
                    .hasCauseInstanceOf(SettingException.class);
        }
    }

    /** Checks settings on the event loop. */
    private void check(Map<String, ?> values) throws Exception {
        Provider<? super TestContext, I> provider = provider();
        Settings settings = filled(values);
        context.getOnLoop(() -> {
            provider.check(settings);
            return true;
        });
    }

    @Test
    final void metrics_areDeclaredWell() {
        List<Metric> metrics = provider().metrics();

        assertThat(metrics).extracting(Metric::name).doesNotHaveDuplicates();
        assertThat(metrics)
                .extracting(Metric::about)
                .allSatisfy(about -> assertThat(about).isNotBlank());
    }

    @Test
    final void create_besideAnInstanceThatLives_works() throws Exception {
        I one = create();
        I other = create();

        close(one);
        close(other);
    }

    @Test
    final void close_onAnInstanceThatDidNothing_completes() throws Exception {
        close(create());
    }

    @Test
    final void close_twice_hangsNotAndThrowsNot() throws Exception {
        I instance = create();
        close(instance);

        context.onLoop(
                () -> instance.close().recover(failure -> instance.close().otherwiseEmpty()));
    }

    @Test
    final void close_andTheEndOfItsVertx_leavesNoThreadThatHoldsTheProgram() throws Exception {
        close(create());
        closeVertx();

        Set<Thread> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && !before.contains(thread))
                .collect(Collectors.toSet());
        for (Thread thread : left) {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }
        assertThat(left).filteredOn(Thread::isAlive).isEmpty();
    }
}
