package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Offer;
import dev.feedwarden.supervisor.plugin.Room;
import dev.feedwarden.supervisor.plugin.Running;
import dev.feedwarden.supervisor.plugin.Site;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The instances of recovery actions, by their ids in the configuration. Safe from any thread. */
public final class ActionRoom implements Room<RecoveryActionProvider>, NamedActions.Source {

    private final Map<String, Member> members = new ConcurrentHashMap<>();

    @Override
    public Kind kind() {
        return Kind.ACTION;
    }

    @Override
    public Future<Running> start(Entry entry, RecoveryActionProvider provider, Site site) {
        RecoveryAction action =
                provider.create(entry.settings().withDefaults(provider.settings()), site.context(entry));
        var member = new Member(
                action,
                provider.parameters().stream().map(Offer::copy).toList(),
                site.vertx().getOrCreateContext());
        members.put(entry.id(), member);
        return Future.succeededFuture(() -> {
            members.remove(entry.id(), member);
            return action.close();
        });
    }

    @Override
    public @Nullable Future<Outcome> run(String action, ActionRequest request) {
        @Nullable Member member = members.get(action);
        return member == null ? null : member.run(request);
    }

    @Override
    public @Nullable List<Setting> parameters(String action) {
        @Nullable Member member = members.get(action);
        return member == null ? null : member.parameters();
    }

    private record Member(RecoveryAction action, List<Setting> parameters, Context context) {

        /** Runs it with what the step leaves out filled in. */
        private Future<Outcome> run(ActionRequest given) {
            var request = new ActionRequest(
                    given.subject(), given.reason(), given.parameters().withDefaults(parameters));
            Promise<Outcome> outcome = Promise.promise();
            context.runOnContext(ignored -> {
                try {
                    action.run(request).onComplete(outcome);
                } catch (RuntimeException e) {
                    outcome.fail(e);
                }
            });
            return outcome.future();
        }
    }
}
