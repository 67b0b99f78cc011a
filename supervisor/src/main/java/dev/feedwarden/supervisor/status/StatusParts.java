package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Timers;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.supervisor.alert.Composer;
import dev.feedwarden.supervisor.alert.Outbox;
import dev.feedwarden.supervisor.alert.Routing;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.KeptSamples;
import dev.feedwarden.supervisor.journal.DayReport;
import dev.feedwarden.supervisor.journal.JournalStatus;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.recovery.RecoveryDispatcher;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * What {@link StatusVerticle} stands between.
 *
 * @param rules in force, checked
 * @param watched every feed and check of the configuration
 * @param facts where facts come from
 * @param self what the supervisor measures of itself
 * @param samples where readings are kept, and those that an earlier process heard
 * @param journal asked for each board; must not block
 * @param completeness of each feed today and yesterday; asked for each board, must not block
 * @param resumption where the last process stopped, as {@code history} gave it before the composer was made
 * @param routing when somebody is told again
 * @param chance from 0 to 1, for the jitter of cooldowns
 * @param published called with each new board, on the core event loop
 * @param timers whose tasks run on the core event loop
 */
public record StatusParts(
        RuleSet rules,
        List<Watched> watched,
        FactBus facts,
        SelfReadings self,
        KeptSamples samples,
        Supplier<JournalStatus> journal,
        Supplier<List<DayReport>> completeness,
        History history,
        History.Resumption resumption,
        Composer composer,
        Routing routing,
        Outbox outbox,
        RecoveryDispatcher dispatcher,
        DoubleSupplier chance,
        Consumer<StatusBoard> published,
        Timers timers,
        Meters meters) {

    public StatusParts {
        watched = List.copyOf(watched);
    }
}
