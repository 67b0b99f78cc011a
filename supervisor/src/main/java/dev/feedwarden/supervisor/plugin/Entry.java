package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Settings;

/**
 * One entry of the configuration: an instance that somebody wants.
 *
 * @param kind its section
 * @param id its name, unique over all sections
 * @param type which provider makes it
 * @param settings its settings, defaults not yet filled in
 */
public record Entry(Kind kind, String id, String type, Settings settings) {}
