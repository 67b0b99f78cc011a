package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.service.HttpAnswer;
import dev.feedwarden.api.service.HttpCall;
import dev.feedwarden.api.service.Service;
import dev.feedwarden.api.service.ServiceContext;
import dev.feedwarden.api.service.ServiceProvider;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Room;
import dev.feedwarden.supervisor.plugin.Running;
import dev.feedwarden.supervisor.plugin.Site;
import dev.feedwarden.supervisor.plugin.WrappedContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs services, and gives each the routes it asks for. */
public final class ServiceRoom implements Room<ServiceProvider> {

    private final ServiceRoutes routes;
    private final Supplier<Future<Boolean>> live;

    /** @param live asks whether the program lives; completes on any thread, and never where it does not */
    public ServiceRoom(ServiceRoutes routes, Supplier<Future<Boolean>> live) {
        this.routes = routes;
        this.live = live;
    }

    @Override
    public Kind kind() {
        return Kind.SERVICE;
    }

    @Override
    public Future<Running> start(Entry entry, ServiceProvider provider, Site site) {
        RoutedContext context = new RoutedContext(site.context(entry), routes, live);
        Service service = provider.create(entry.settings().withDefaults(provider.settings()), context);
        return service.start()
                .map((Running) () -> {
                    context.leave();
                    return service.close();
                })
                .onFailure(error -> context.leave());
    }

    private static final class RoutedContext extends WrappedContext implements ServiceContext {

        private final ServiceRoutes routes;
        private final Supplier<Future<Boolean>> live;
        private final List<ServiceRoutes.Handle> held = new ArrayList<>();

        private RoutedContext(Context context, ServiceRoutes routes, Supplier<Future<Boolean>> live) {
            super(context);
            this.routes = routes;
            this.live = live;
        }

        @Override
        public void route(String prefix, Function<HttpCall, Future<HttpAnswer>> route) {
            held.add(routes.add(prefix, id(), vertx().getOrCreateContext(), route));
        }

        @Override
        public Future<Boolean> live() {
            var own = vertx().getOrCreateContext();
            Promise<Boolean> answer = Promise.promise();
            live.get().onComplete(lives -> own.runOnContext(go -> answer.handle(lives)));
            return answer.future();
        }

        private void leave() {
            held.forEach(ServiceRoutes.Handle::remove);
            held.clear();
        }
    }
}
