package dev.feedwarden.api.check;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Provider;

/** Makes health checks of one kind. */
public interface HealthCheckProvider extends Provider<Context, HealthCheck> {}
