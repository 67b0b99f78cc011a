package dev.feedwarden.api.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.notify.Notice;
import dev.feedwarden.api.notify.Notifier;
import dev.feedwarden.api.notify.NotifyException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every notifier keeps. */
public abstract class NotifierContract extends ProviderContract<Notifier> {

    @Override
    protected abstract Provider<? super TestContext, Notifier> provider();

    /** Where notices of this test go, in the notifier's own form. */
    protected abstract String recipient();

    /** The ids of the notices that the other side has taken. */
    protected abstract List<String> taken() throws Exception;

    /** Settings with which the other side cannot be reached, such as a port where nobody listens. */
    protected abstract Map<String, ?> unreachable();

    @Test
    final void send_completes_onceTheOtherSideHasIt() throws Exception {
        Notifier notifier = create();
        context().onLoop(() -> notifier.send(notice("n1")));
        context().onLoop(() -> notifier.send(notice("n2")));

        assertThat(taken()).containsExactly("n1", "n2");
        close(notifier);
    }

    @Test
    final void send_unreachable_failsAndMayBeTriedLater() throws Exception {
        Notifier notifier = create(unreachable());

        assertThatThrownBy(() -> context().onLoop(() -> notifier.send(notice("n1"))))
                .hasCauseInstanceOf(NotifyException.class)
                .extracting(thrown -> ((NotifyException) thrown.getCause()).retry())
                .isEqualTo(NotifyException.Retry.LATER);
        close(notifier);
    }

    private Notice notice(String id) {
        return new Notice(
                id,
                "incident-1",
                recipient(),
                "red: kit-rule on kit-feed",
                "No tick for 10 s.\n",
                Instant.parse("2026-01-02T03:04:05Z"));
    }
}
