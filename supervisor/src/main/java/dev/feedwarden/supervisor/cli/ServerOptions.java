package dev.feedwarden.supervisor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The running program that a command talks to, and in whose name. */
final class ServerOptions {

    static final String TOKEN = "FEEDWARDEN_TOKEN";

    /** For the help of those commands that need one. */
    static final String FOOTER = "The token is read from --token-file or the environment variable " + TOKEN + ".";

    /** Longer than an action may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            paramLabel = "URL",
            description = "Where the program serves its page. Default: ${DEFAULT-VALUE}.")
    private URI url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file that holds a user's token.")
    private @Nullable Path tokenFile;

    /** Whether the command line names the running program. */
    boolean named(CommandSpec spec) {
        return spec.commandLine().getParseResult().hasMatchedOption("--url");
    }

    /** Reads something. A token is sent where there is one. */
    JsonObject get(String path) {
        return send(request(path, token()).GET());
    }

    /** Has something done, in the name of the token's user. */
    JsonObject post(String path, JsonObject body) {
        return send(request(path, needed())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    /** Has something taken away, in the name of the token's user. */
    JsonObject delete(String path) {
        return send(request(path, needed()).DELETE());
    }

    /** A part of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE);
            return token == null ? request : request.header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            throw new Failure("expected an http or https address and a token of one line: " + e.getMessage());
        }
    }

    private JsonObject send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonObject json = new JsonObject(answer.body());
            if (answer.statusCode() >= 400) {
                throw new Failure(String.valueOf(json.getValue("error", "the server's answer says nothing")));
            }
            return json;
        } catch (DecodeException e) {
            throw new Failure(url + ": expected an answer of Feedwarden, found something else");
        } catch (IOException e) {
            throw new Failure(url + " does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    private String needed() {
        String token = token();
        if (token == null) {
            throw new Failure("expected a token in --token-file or " + TOKEN + ", found none");
        }
        return token;
    }

    private @Nullable String token() {
        try {
            String token = tokenFile == null ? System.getenv(TOKEN) : Files.readString(tokenFile);
            return token == null || token.isBlank() ? null : token.strip();
        } catch (IOException e) {
            throw new Failure(tokenFile + " cannot be read: " + e);
        }
    }
}
