package dev.feedwarden.supervisor.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The way to the registry: a meter can only be used as {@link Meter} lists it. Safe from any thread. */
public final class Meters {

    private final MeterRegistry registry;
    private final MeterRegistry read;

    public Meters(MeterRegistry registry) {
        this(registry, registry);
    }

    /** @param read the one of several below {@code registry} that says what a meter's value is */
    Meters(MeterRegistry registry, MeterRegistry read) {
        this.registry = registry;
        this.read = read;
    }

    /** The counter with these tag values; keep it where it is counted often. */
    public Counter counter(Meter meter, String... tagValues) {
        return Counter.builder(meter.meterName())
                .description(meter.about())
                .baseUnit(meter.unit().isEmpty() ? null : meter.unit())
                .tags(tags(meter, Meter.Type.COUNTER, tagValues))
                .register(registry);
    }

    public Timer timer(Meter meter, String... tagValues) {
        return Timer.builder(meter.meterName())
                .description(meter.about())
                .tags(tags(meter, Meter.Type.TIMER, tagValues))
                .register(registry);
    }

    /** A timer that says what half and what 99 of 100 took at most, of the last minutes. */
    public Timer quantiles(Meter meter, String... tagValues) {
        return Timer.builder(meter.meterName())
                .description(meter.about())
                .publishPercentiles(0.5, 0.99)
                .tags(tags(meter, Meter.Type.TIMER, tagValues))
                .register(registry);
    }

    /** Registers a gauge. Whoever registers it removes it by the returned handle when its subject goes. */
    public Registration gauge(Meter meter, Supplier<Number> value, String... tagValues) {
        Gauge gauge = Gauge.builder(meter.meterName(), value)
                .description(meter.about())
                .baseUnit(meter.unit().isEmpty() ? null : meter.unit())
                .tags(tags(meter, Meter.Type.GAUGE, tagValues))
                .register(registry);
        return () -> registry.remove(gauge);
    }

    /** What a counter or gauge says, added up over all its tag values; 0 where nothing has said anything yet. */
    public double total(Meter meter) {
        return sum(read.find(meter.meterName()));
    }

    /** What the counter or gauge with these tag values says; 0 where it has said nothing yet. */
    public double value(Meter meter, String... tagValues) {
        return sum(read.find(meter.meterName()).tags(tags(meter, meter.type(), tagValues)));
    }

    /** The longest time that a timer has measured in the last minutes, in seconds; 0 for none. */
    public double longest(Meter meter) {
        return read.find(meter.meterName()).timers().stream()
                .mapToDouble(timer -> timer.max(TimeUnit.SECONDS))
                .max()
                .orElse(0);
    }

    private static double sum(Search found) {
        return found.counters().stream().mapToDouble(Counter::count).sum()
                + found.gauges().stream().mapToDouble(Gauge::value).sum();
    }

    private static Tags tags(Meter meter, Meter.Type type, String... values) {
        if (meter.type() != type || meter.tags().size() != values.length) {
            throw new IllegalArgumentException(meter + " is a " + meter.type() + " with tags " + meter.tags());
        }
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(meter.tags().get(i), values[i]);
        }
        return tags;
    }

    /** A gauge that can be taken out again. */
    public interface Registration {
        void remove();
    }
}
