package dev.feedwarden.api.service;

import dev.feedwarden.api.Provider;

/** Makes services of one kind. */
public interface ServiceProvider extends Provider<ServiceContext, Service> {}
