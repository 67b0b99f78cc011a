package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Provider;
import io.vertx.core.Future;

/**
 * What the supervisor does with the instances of one kind: the feed room runs feeds, the journal room runs sinks, and so
 * on.
 *
 * @param <P> the provider of the kind
 */
public interface Room<P extends Provider<?, ?>> {

    Kind kind();

    /**
     * Makes the instance and runs it. Called on the event loop of {@code site}, with the plugin's class loader as the
     * thread's context class loader. Keeps no reference to the provider, the instance or the site after
     * {@link Running#stop}.
     *
     * <p>When a plugin's event loop hangs, its entries are started anew while the earlier instances still exist; the stop
     * of those comes late or never, and must not touch what was started since.
     */
    Future<Running> start(Entry entry, P provider, Site site);
}
