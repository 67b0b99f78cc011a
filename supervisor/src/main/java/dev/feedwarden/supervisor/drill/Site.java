package dev.feedwarden.supervisor.drill;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where and with what a drill is held.
 *
 * @param launcher the script that starts the program
 * @param home the folder of the installation
 * @param folder holds all that is written
 * @param equipment null where the installation has none
 * @param openings takes what must be gone at the end
 */
record Site(
        Path launcher,
        Path home,
        Path folder,
        Pace pace,
        @Nullable Equipment equipment,
        Openings openings,
        Vertx vertx,
        Http http,
        Waits waits) {}
