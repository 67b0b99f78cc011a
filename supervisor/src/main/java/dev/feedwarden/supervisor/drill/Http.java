package dev.feedwarden.supervisor.drill;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks servers of this machine for JSON. Safe from any thread. */
final class Http {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    JsonObject get(String uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(uri)).GET());
    }

    JsonObject post(String uri, JsonObject body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(uri)).POST(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    private JsonObject send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest asked = request.timeout(LIMIT).build();
        HttpResponse<String> answer = client.send(asked, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    asked.uri() + ": expected status 200, found " + answer.statusCode() + " " + answer.body());
        }
        try {
            return new JsonObject(answer.body());
        } catch (DecodeException e) {
            throw new IOException(asked.uri() + ": expected JSON", e);
        }
    }
}
