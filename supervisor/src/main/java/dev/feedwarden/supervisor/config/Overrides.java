package dev.feedwarden.supervisor.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says of the configuration.
 *
 * @param config the configuration file
 * @param port in place of the file's; null for the file's
 * @param data in place of the file's; null for the file's
 */
public record Overrides(
        Path config, @Nullable Integer port, @Nullable Path data) {}
