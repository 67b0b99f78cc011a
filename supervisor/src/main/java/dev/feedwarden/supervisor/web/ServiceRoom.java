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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs services, and gives each the routes it asks for. */
public final class ServiceRoom implements Room<ServiceProvider> {

    private final ServiceRoutes routes;

    public ServiceRoom(ServiceRoutes routes) {
        this.routes = routes;
    }

    @Override
    public Kind kind() {
        return Kind.SERVICE;
    }

    @Override
    public Future<Running> start(Entry entry, ServiceProvider provider, Site site) {
        RoutedContext context = new RoutedContext(site.context(entry), routes);
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
        private final List<ServiceRoutes.Handle> held = new ArrayList<>();

        private RoutedContext(Context context, ServiceRoutes routes) {
            super(context);
            this.routes = routes;
        }

        @Override
        public void route(String prefix, Function<HttpCall, Future<HttpAnswer>> route) {
            held.add(routes.add(prefix, id(), vertx().getOrCreateContext(), route));
        }

        private void leave() {
            held.forEach(ServiceRoutes.Handle::remove);
            held.clear();
        }
    }
}
