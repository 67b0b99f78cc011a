package dev.feedwarden.api.kit;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.service.Service;
import org.junit.jupiter.api.Test;

/** What every service keeps. */
public abstract class ServiceContract extends ProviderContract<Service> {

    @Override
    protected abstract Provider<? super TestContext, Service> provider();

    @Test
    final void start_completesAndSoDoesClose() throws Exception {
        Service service = create();
        context().onLoop(service::start);
        close(service);
    }

    @Test
    final void start_afterAnotherInstanceClosed_findsEverythingFree() throws Exception {
        Service first = create();
        context().onLoop(first::start);
        close(first);
        context().routes().clear();
        Service second = create();
        context().onLoop(second::start);
        close(second);
    }

    @Test
    final void close_whileStarting_completes() throws Exception {
        Service service = create();
        context().onLoop(() -> {
            service.start().onFailure(interrupted -> {});
            return service.close();
        });
    }
}
