package dev.feedwarden.supervisor.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnloadedLoadersTest {

    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final UnloadedLoaders loaders = new UnloadedLoaders(timers, new Meters(registry));
    private final List<ClassLoader> held = new ArrayList<>();

    @Test
    void add_loaderThatSomebodyHolds_isCountedUntilItGoes() {
        loaders.add(hold());
        assertThat(loaders.leaked()).isZero();
        timers.advance(UnloadedLoaders.PATIENCE);
        assertThat(loaders.leaked()).isEqualTo(1);
        assertThat(registry.get("feedwarden.plugin.loaders_leaked").gauge().value())
                .isEqualTo(1);

        held.clear();
        loaders.add(hold());
        held.clear();
        timers.advance(UnloadedLoaders.PATIENCE);
        assertThat(loaders.leaked()).isZero();
    }

    @Test
    void add_moreThanTheLimit_forgetsTheOldest() {
        for (int i = 0; i < UnloadedLoaders.MAX + 5; i++) {
            loaders.add(hold());
        }
        timers.advance(UnloadedLoaders.PATIENCE);

        assertThat(loaders.leaked()).isEqualTo(UnloadedLoaders.MAX);
        assertThat(timers.pending()).isZero();
    }

    private ClassLoader hold() {
        var loader = new URLClassLoader(new URL[0]);
        held.add(loader);
        return loader;
    }
}
