package dev.feedwarden.api.service;

import dev.feedwarden.api.Instance;
import io.vertx.core.Future;

/** A server or a watcher with a life of its own. */
public interface Service extends Instance {

    /** Starts it. Completes once it serves; the feeds are started after that. */
    Future<Void> start();
}
