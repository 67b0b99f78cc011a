package dev.feedwarden.supervisor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedwarden.supervisor.access.PasswordHash;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "action",
        description = "Has the running program carry out an action on a feed, in the name of a user with a token.",
        footer = ServerOptions.FOOTER,
        mixinStandardHelpOptions = true,
        subcommands = ActionCommand.HashPassword.class)
final class ActionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FEED", description = "The feed's id.")
    private @Nullable String feed;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ACTION",
            description = "reconnect, restart-streams, reset-connection, pause, resume, or an action's id.")
    private @Nullable String action;

    @Option(names = "--why", defaultValue = "", paramLabel = "TEXT", description = "The reason, for the audit.")
    private String why;

    @Option(names = "--stream", defaultValue = "", paramLabel = "ID", description = "One of the feed's streams.")
    private String stream;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A parameter of the action; repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Mixin
    private ServerOptions server;

    @Override
    public void run() {
        if (feed == null || action == null) {
            throw new ParameterException(spec.commandLine(), "expected FEED and ACTION");
        }
        String path = "/api/feeds/" + ServerOptions.segment(feed) + "/actions/" + ServerOptions.segment(action);
        JsonObject answer = server.post(
                path, new JsonObject().put("why", why).put("stream", stream).put("parameters", typed()));
        spec.commandLine()
                .getOut()
                .println(action + " " + answer.getString("subject") + ": " + answer.getString("detail"));
    }

    /** Whole numbers and true or false as such, everything else as text. */
    private JsonObject typed() {
        JsonObject typed = new JsonObject();
        parameters.forEach((name, value) -> {
            if (value.matches("-?[0-9]{1,18}")) {
                typed.put(name, Long.valueOf(value));
            } else if (value.equals("true") || value.equals("false")) {
                typed.put(name, Boolean.valueOf(value));
            } else {
                typed.put(name, value);
            }
        });
        return typed;
    }

    @Command(
            name = "hash-password",
            description = "Asks for a password and prints its hash, for the section users of the configuration.",
            mixinStandardHelpOptions = true)
    static final class HashPassword implements Runnable {

        private static final int SHORTEST = 12;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            String password = read();
            if (password.length() < SHORTEST) {
                throw new Failure(
                        "expected a password of at least " + SHORTEST + " characters, found " + password.length());
            }
            spec.commandLine().getOut().println(new PasswordHash().of(password, new SecureRandom()));
        }

        /** From the terminal, unseen; else the first line of standard input, which newer JDKs take for a console too. */
        @SuppressWarnings("SystemConsoleNull")
        private static String read() {
            Console console = System.console();
            if (console != null) {
                char[] typed = console.readPassword("Password: ");
                return typed == null ? "" : new String(typed);
            }
            try {
                String line = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
                return line == null ? "" : line;
            } catch (IOException e) {
                throw new Failure("standard input cannot be read: " + e);
            }
        }
    }
}
