package dev.feedwarden.api.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every recovery action keeps. */
public abstract class RecoveryActionContract extends ProviderContract<RecoveryAction> {

    @Override
    protected final Provider<? super TestContext, RecoveryAction> provider() {
        return actionProvider();
    }

    /** A new provider, as the supervisor makes it. */
    protected abstract RecoveryActionProvider actionProvider();

    /** Parameters with which the action succeeds. */
    protected abstract Map<String, ?> parameters();

    @Test
    final void parameters_areDeclaredWell() {
        checkDeclared(actionProvider().parameters());
    }

    @Test
    final void run_withGoodParameters_succeedsAndSaysWhatItDid() throws Exception {
        RecoveryAction action = create();
        Settings parameters =
                Settings.of("step", parameters()).withDefaults(actionProvider().parameters());
        Outcome outcome =
                context().onLoop(() -> action.run(new ActionRequest("kit-feed", "kit-rule: 0 < 1", parameters)));

        assertThat(outcome.succeeded()).as(outcome.detail()).isTrue();
        assertThat(outcome.detail()).isNotBlank().doesNotContain("\n");
        close(action);
    }
}
