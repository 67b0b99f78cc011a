/** HTTP, TCP, TLS and DNS as a health check asks them; webhooks as action and notifier; a heartbeat to an outside watcher. */
@NullMarked
package dev.feedwarden.plugin.http;

import org.jspecify.annotations.NullMarked;
