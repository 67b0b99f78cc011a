package dev.feedwarden.supervisor.plugin;

import org.jspecify.annotations.Nullable;

/**
 * Why a plugin would not make an instance.
 *
 * @param entry whose settings were refused
 * @param path of the setting that is meant, such as {@code feeds.deribit.top}; null where none is
 * @param reason for a person, in one line
 */
public record Refusal(Entry entry, @Nullable String path, String reason) {}
