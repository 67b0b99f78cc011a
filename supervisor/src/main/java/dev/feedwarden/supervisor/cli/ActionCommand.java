package dev.feedwarden.supervisor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedwarden.supervisor.access.PasswordHash;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "action",
        description = "Has the running program carry out an action on a feed, in the name of a user with a token.",
        footer = "The token is read from --token-file or the environment variable " + ActionCommand.TOKEN + ".",
        mixinStandardHelpOptions = true,
        subcommands = ActionCommand.HashPassword.class)
final class ActionCommand implements Runnable {

    static final String TOKEN = "FEEDWARDEN_TOKEN";

    /** Longer than an action may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

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

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            paramLabel = "URL",
            description = "Where the program serves its page. Default: ${DEFAULT-VALUE}.")
    private URI url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file that holds a user's token.")
    private @Nullable Path tokenFile;

    @Override
    public void run() {
        if (feed == null || action == null) {
            throw new ParameterException(spec.commandLine(), "expected FEED and ACTION");
        }
        JsonObject answer = send(token());
        if (!Boolean.TRUE.equals(answer.getValue("succeeded"))) {
            throw new Failure(String.valueOf(answer.getValue("error", "the server's answer says nothing")));
        }
        spec.commandLine()
                .getOut()
                .println(action + " " + answer.getString("subject") + ": " + answer.getString("detail"));
    }

    private JsonObject send(String token) {
        JsonObject body = new JsonObject().put("why", why).put("stream", stream).put("parameters", typed());
        String path = "/api/feeds/" + segment(String.valueOf(feed)) + "/actions/" + segment(String.valueOf(action));
        try {
            HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                    .build();
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            return new JsonObject(answer.body());
        } catch (DecodeException e) {
            throw new Failure(url + ": expected an answer of Feedwarden, found something else");
        } catch (IllegalArgumentException e) {
            throw new Failure("expected an http or https address and a token of one line: " + e.getMessage());
        } catch (IOException e) {
            throw new Failure(url + " does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
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

    private String token() {
        try {
            String token = tokenFile == null ? System.getenv(TOKEN) : Files.readString(tokenFile);
            if (token == null || token.isBlank()) {
                throw new Failure("expected a token in --token-file or " + TOKEN + ", found none");
            }
            return token.strip();
        } catch (IOException e) {
            throw new Failure(tokenFile + " cannot be read: " + e);
        }
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
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
