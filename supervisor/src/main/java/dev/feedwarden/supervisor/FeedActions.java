package dev.feedwarden.supervisor;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.supervisor.feed.FeedAction;
import dev.feedwarden.supervisor.feed.FeedRoom;
import dev.feedwarden.supervisor.recovery.NamedActions;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The actions that every feed knows. The subject is a feed, or a feed and one of its streams: {@code deribit/ETH-...}. */
record FeedActions(FeedRoom feeds) implements NamedActions.Source {

    @Override
    public @Nullable Future<Outcome> run(String action, ActionRequest request) {
        if (FeedAction.of(action) == null) {
            return null;
        }
        String subject = request.subject();
        int slash = subject.indexOf('/');
        return slash < 0
                ? feeds.run(subject, action, null, request.parameters())
                : feeds.run(subject.substring(0, slash), action, subject.substring(slash + 1), request.parameters());
    }

    @Override
    public @Nullable List<Setting> parameters(String action) {
        FeedAction known = FeedAction.of(action);
        return known == null ? null : known.parameters();
    }
}
