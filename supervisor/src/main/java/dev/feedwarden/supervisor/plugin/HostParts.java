package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.supervisor.metrics.Meters;
import java.nio.file.Path;

/**
 * What the host's parts share.
 *
 * @param instances one folder for each instance
 * @param apiVersion of the plugin API that plugins find here
 * @param shared the classes that plugins see of the program
 */
record HostParts(
        HostThread thread,
        Ground ground,
        Stage stage,
        LoopWatch watch,
        UnloadedLoaders loaders,
        HeldLoops held,
        Meters meters,
        Path instances,
        String apiVersion,
        ClassLoader shared) {}
