package dev.feedwarden.api.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every health check keeps. */
public abstract class HealthCheckContract extends ProviderContract<HealthCheck> {

    @Override
    protected abstract Provider<? super TestContext, HealthCheck> provider();

    /** Settings with which what is checked cannot be asked, such as a port where nobody listens. */
    protected abstract Map<String, ?> unreachable();

    @Test
    final void check_gives_readingsOfDeclaredMetricsAboutItself() throws Exception {
        HealthCheck check = create();

        assertSound(context().onLoop(check::check));
        assertSound(context().readings());
        close(check);
    }

    @Test
    final void check_again_answersAgain() throws Exception {
        HealthCheck check = create();
        List<Reading> first = context().onLoop(check::check);
        List<Reading> second = context().onLoop(check::check);

        assertThat(second).hasSameSizeAs(first);
        close(check);
    }

    @Test
    final void check_unreachable_saysSoInTime() throws Exception {
        HealthCheck check = create(unreachable());

        assertThat(saysUnreachable(check)).isTrue();
        close(check);
    }

    /** It fails, or it has a metric for just that. */
    private boolean saysUnreachable(HealthCheck check) throws Exception {
        try {
            return context().onLoop(check::check).stream()
                    .anyMatch(reading -> reading.metric().endsWith(".reachable") && reading.value() == 0);
        } catch (ExecutionException e) {
            return true;
        }
    }

    private void assertSound(List<Reading> readings) {
        Set<String> declared = provider().metrics().stream().map(Metric::name).collect(Collectors.toSet());
        String id = context().id();
        assertThat(readings).allSatisfy(reading -> {
            assertThat(declared).contains(reading.metric());
            assertThat(reading.subject()).matches(subject -> subject.equals(id) || subject.startsWith(id + "/"));
        });
    }
}
