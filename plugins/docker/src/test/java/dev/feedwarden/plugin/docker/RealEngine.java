package dev.feedwarden.plugin.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real engine of the tests' own, with everything it needs below one folder: Podman's service, which speaks the Engine
 * API. Its containers hold a static busybox and have no network.
 */
public final class RealEngine implements AutoCloseable {

    private static final String IMAGE = "localhost/feedwarden-box:1";
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private static final int MOST_LOOKS = 1_200;
    private static final int MOST_TRIES = 100;
    private static final int PAUSE_MILLIS = 100;

    private final Path folder;
    private final Process service;

    private RealEngine(Path folder, Process service) {
        this.folder = folder;
        this.service = service;
    }

    /**
     * Starts one.
     *
     * @throws IOException if none can be started on this machine; says why
     */
    public static RealEngine start(Path folder) throws IOException, InterruptedException {
        if (!Files.isExecutable(BUSYBOX)) {
            throw new IOException("there is no " + BUSYBOX);
        }
        Path socket = folder.resolve("engine.sock");
        List<String> command = podman(folder, "system", "service", "--time", "0", "unix://" + socket);
        Process service = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
        RealEngine engine = new RealEngine(folder, service);
        try {
            for (int tries = 0; !Files.exists(socket); tries++) {
                if (service.waitFor(50, TimeUnit.MILLISECONDS) || tries == MOST_LOOKS) {
                    throw new IOException("podman does not listen: " + Files.readString(folder.resolve("service.log")));
                }
            }
            engine.importImage();
            engine.run("first", "exit 0");
            return engine;
        } catch (IOException e) {
            engine.close();
            throw e;
        }
    }

    private void importImage() throws IOException, InterruptedException {
        Path root = folder.resolve("box");
        Files.createDirectories(root.resolve("bin"));
        Files.copy(BUSYBOX, root.resolve("bin/busybox"));
        for (String name : List.of("sh", "sleep", "echo", "cat")) {
            Files.createSymbolicLink(root.resolve("bin").resolve(name), Path.of("busybox"));
        }
        Path tar = folder.resolve("box.tar");
        call(List.of("tar", "-C", root.toString(), "-cf", tar.toString(), "."));
        call(podman(folder, "import", tar.toString(), IMAGE));
    }

    /** Starts a container of this name that runs a shell script. */
    public void run(String name, String script) throws IOException, InterruptedException {
        call(podman(
                folder,
                "run",
                "-d",
                "--name",
                name,
                "--network",
                "none",
                "--ulimit",
                "nofile=1000:1000",
                "--ulimit",
                "nproc=1000:1000",
                IMAGE,
                "/bin/sh",
                "-c",
                script));
    }

    /** Runs a command of a shell in a container; what it wrote. */
    public String exec(String name, String script) throws IOException, InterruptedException {
        return call(podman(folder, "exec", name, "/bin/sh", "-c", script));
    }

    /** Kills a container's main process outright, so that the container ends. */
    public void kill(String name) throws IOException, InterruptedException {
        call(podman(folder, "kill", "--signal", "KILL", name));
    }

    /** What the engine says of a container: a Go template such as {@code {{.State.Running}}} filled in. */
    public String inspect(String name, String template) throws IOException, InterruptedException {
        return call(podman(folder, "container", "inspect", "--format", template, name))
                .strip();
    }

    /** As the setting {@code uri} names it. */
    public String uri() {
        return "unix://" + folder.resolve("engine.sock");
    }

    @Override
    public void close() throws IOException {
        try {
            call(podman(folder, "rm", "--all", "--force", "--time", "0"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before its containers were removed", e);
        } finally {
            service.destroy();
            service.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        }
        for (int tries = 1; !deleted(folder, tries); tries++) {
            pause();
        }
    }

    /** What the engine starts after a container has ended outlives it for a moment, and writes while this deletes. */
    private static boolean deleted(Path folder, int tries) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(RealEngine::delete);
            return true;
        } catch (IOException | UncheckedIOException e) {
            if (tries == MOST_TRIES) {
                throw new IOException(folder + " could not be deleted", e);
            }
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before its folder was deleted", e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> podman(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("podman"));
        for (String part : List.of("root", "runroot", "tmpdir")) {
            command.addAll(List.of("--" + part, folder.resolve(part).toString()));
        }
        command.addAll(List.of("--storage-driver", "vfs", "--cgroup-manager", "cgroupfs", "--runtime", "runc"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String call(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }
}
