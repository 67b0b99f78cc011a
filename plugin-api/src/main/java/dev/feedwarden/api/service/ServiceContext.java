package dev.feedwarden.api.service;

import dev.feedwarden.api.Context;
import io.vertx.core.Future;
import java.util.function.Function;

/** The surroundings of a service. */
public interface ServiceContext extends Context {

    /**
     * Serves requests on the program's own HTTP server below {@code /<prefix>/}. The function is called on the
     * service's event loop; a failed future is answered with status 500.
     *
     * @param prefix lower-case letters; one service a prefix
     */
    void route(String prefix, Function<HttpCall, Future<HttpAnswer>> route);

    /**
     * Asks the program itself whether it lives: its core event loop answers, and says whether the journal's thread runs.
     * The future completes on the service's event loop, and never while the core event loop hangs: whoever asks sets a
     * limit.
     */
    Future<Boolean> live();
}
