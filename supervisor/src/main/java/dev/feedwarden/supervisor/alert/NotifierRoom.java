package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.notify.Notice;
import dev.feedwarden.api.notify.Notifier;
import dev.feedwarden.api.notify.NotifierProvider;
import dev.feedwarden.api.notify.NotifyException;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Room;
import dev.feedwarden.supervisor.plugin.Running;
import dev.feedwarden.supervisor.plugin.Site;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The instances of notifiers, by their ids in the configuration. Safe from any thread. */
public final class NotifierRoom implements Room<NotifierProvider> {

    private final Map<String, Member> members = new ConcurrentHashMap<>();
    private volatile Consumer<String> started = id -> {};

    @Override
    public Kind kind() {
        return Kind.NOTIFIER;
    }

    @Override
    public Future<Running> start(Entry entry, NotifierProvider provider, Site site) {
        Notifier notifier = provider.create(
                NoticeSettings.ofThePlugin(entry.settings()).withDefaults(provider.settings()), site.context(entry));
        var member = new Member(notifier, site.vertx().getOrCreateContext());
        members.put(entry.id(), member);
        started.accept(entry.id());
        return Future.succeededFuture(() -> {
            members.remove(entry.id(), member);
            return notifier.close();
        });
    }

    /** Has somebody told, on any thread, of each instance that is there from now on. */
    void watch(Consumer<String> watcher) {
        started = watcher;
    }

    boolean has(String id) {
        return members.containsKey(id);
    }

    /** Hands a notice over; completes on any thread. */
    Future<Void> send(String id, Notice notice) {
        @Nullable Member member = members.get(id);
        return member == null
                ? Future.failedFuture(new NotifyException(id + " does not run", NotifyException.Retry.LATER))
                : member.send(notice);
    }

    private record Member(Notifier notifier, Context context) {

        private Future<Void> send(Notice notice) {
            Promise<Void> taken = Promise.promise();
            context.runOnContext(v -> {
                try {
                    notifier.send(notice).onComplete(taken);
                } catch (RuntimeException e) {
                    taken.fail(e);
                }
            });
            return taken.future();
        }
    }
}
