package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.kit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Postfix of our own on loopback, beside whatever else this machine runs: configuration, queue and the one Maildir lie in a
 * folder of the test. It takes mails to example.com and refuses all others.
 */
final class Postfix {

    private static final Path COMMAND = Path.of("/usr/sbin/postfix");
    private static final List<String> SERVICES = List.of(
            "pickup unix n - n 60 1 pickup",
            "cleanup unix n - n - 0 cleanup",
            "qmgr unix n - n 300 1 qmgr",
            "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce",
            "defer unix - - n - 0 bounce",
            "trace unix - - n - 0 bounce",
            "proxymap unix - - n - - proxymap",
            "error unix - - n - - error",
            "retry unix - - n - - error",
            "virtual unix - n n - - virtual",
            "anvil unix - - n - 1 anvil",
            "postlog unix-dgram n - n - 1 postlogd");

    private final Path folder;
    private final Path conf;
    private final int port;
    private @Nullable Process master;

    /**
     * Not started yet.
     *
     * @throws IOException if there is none on this machine, or it cannot be set up by this user
     */
    Postfix(Path folder) throws IOException, InterruptedException {
        if (!Files.isExecutable(COMMAND)) {
            throw new IOException("no program at " + COMMAND);
        }
        this.folder = folder;
        // Its processes run as a user of their own.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        conf = Files.createDirectories(folder.resolve("conf"));
        for (String name : List.of("queue", "data", "box")) {
            Files.createDirectories(folder.resolve(name));
        }
        port = FreePort.find();
        run(
                "chown",
                "postfix",
                folder.resolve("data").toString(),
                folder.resolve("box").toString());
        Files.writeString(
                conf.resolve("main.cf"), """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file = %1$s/log
                maillog_file_prefixes = %1$s
                myhostname = localhost.localdomain
                mydestination =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                smtpd_relay_restrictions = reject_unauth_destination
                alias_maps =
                alias_database =
                local_recipient_maps =
                local_transport = error:nobody lives here
                virtual_mailbox_domains = example.com
                virtual_mailbox_base = %1$s/box
                virtual_mailbox_maps = static:mail/
                virtual_minimum_uid = 1
                virtual_uid_maps = static:%2$s
                virtual_gid_maps = static:%3$s
                """.formatted(folder, run("id", "-u", "postfix"), run("id", "-g", "postfix")));
        Files.writeString(
                conf.resolve("master.cf"),
                "127.0.0.1:" + port + " inet n - n - - smtpd\n" + String.join("\n", SERVICES) + "\n");
        run(COMMAND.toString(), "-c", conf.toString(), "check");
    }

    int port() {
        return port;
    }

    /** Starts it and waits until it listens. */
    void start() throws IOException, InterruptedException {
        String daemons = run("/usr/sbin/postconf", "-h", "-c", conf.toString(), "daemon_directory");
        // As the leader of a group it takes its processes with it when it ends.
        Process started = new ProcessBuilder("setsid", daemons + "/master", "-c", conf.toString(), "-d")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        master = started;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!listens()) {
            if (started.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new IOException("it does not listen: " + Files.readString(folder.resolve("output")) + log());
            }
        }
    }

    /** Ends all of its processes, so that none takes a mail any more on a connection that it has; what was taken stays. */
    void stop() throws InterruptedException {
        Process running = master;
        if (running != null) {
            List<ProcessHandle> started = running.descendants().toList();
            running.destroy();
            if (!running.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("Postfix does not end");
            }
            started.forEach(
                    each -> each.onExit().orTimeout(60, TimeUnit.SECONDS).join());
            master = null;
        }
    }

    /** The mails in the Maildir, in no order, once there are so many; more are given too. */
    List<String> mails(int count) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Path arrived = folder.resolve("box/mail/new");
        while (true) {
            if (Files.isDirectory(arrived)) {
                try (Stream<Path> files = Files.list(arrived)) {
                    List<Path> mails = files.toList();
                    if (mails.size() >= count) {
                        return mails.stream().map(Postfix::text).toList();
                    }
                }
            }
            Process running = master;
            if (System.nanoTime() > end || running == null || running.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("not " + count + " mails: " + log());
            }
        }
    }

    private boolean listens() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    private String log() throws IOException {
        Path log = folder.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static String text(Path mail) {
        try {
            return Files.readString(mail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output.strip();
    }
}
