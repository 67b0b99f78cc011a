package dev.feedwarden.supervisor.drill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a bench's program is started. */
record Launch(Site site, Ground.Kind kind, Path config, Path data, Path orders, String port) {

    private static final String SMALL_DISK_SIZE = "64m";

    /** Mounts a small disk that only the program sees and that goes with it, then becomes the program. */
    private static final String ON_A_SMALL_DISK = "mount -t tmpfs -o size=" + SMALL_DISK_SIZE
            + " drill \"$DRILL_DATA\" && cp -r \"$DRILL_PLUGINS\" \"$DRILL_DATA/plugins\" && exec \"$@\"";

    ProgramProcess process(Path log) {
        return new ProgramProcess(
                command(),
                Map.of(
                        "FEEDWARDEN_LAUNCH",
                        "plain",
                        "FEEDWARDEN_SUPERVISED",
                        "true",
                        "DRILL_DATA",
                        data.toString(),
                        "DRILL_PLUGINS",
                        kept().toString()),
                log,
                true);
    }

    /** Where the drop-ins are put, before the program has its disk. */
    Path kept() {
        return kind == Ground.Kind.SMALL_DISK ? data.resolveSibling("plugins") : data.resolve("plugins");
    }

    private List<String> command() {
        List<String> arguments = List.of("--port", port, "--config", config.toString(), "--data", data.toString());
        List<String> command = new ArrayList<>();
        if (kind == Ground.Kind.SEAMED) {
            command.addAll(seamed());
        } else {
            if (kind == Ground.Kind.SMALL_DISK) {
                command.addAll(List.of("unshare", "--map-root-user", "--mount", "sh", "-c", ON_A_SMALL_DISK, "sh"));
            }
            command.addAll(List.of(site.launcher().toString(), "run"));
        }
        command.addAll(arguments);
        return command;
    }

    private List<String> seamed() {
        Equipment equipment = site.equipment();
        if (equipment == null) {
            throw new IllegalStateException("the installation lacks the folder drill");
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-Dfeedwarden.home=" + site.home(),
                "-Dfeedwarden.data=" + data,
                "-cp",
                site.home().resolve("drill") + "/*:" + site.home().resolve("lib") + "/*",
                equipment.seamed(),
                orders.toString());
    }
}
