package dev.feedwarden.supervisor.metrics;

import dev.feedwarden.api.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where the meters are sent over OTLP.
 *
 * @param url the receiver's full address, such as {@code http://127.0.0.1:4318/v1/metrics}
 * @param every from one export to the next
 * @param headers sent with each export, by name
 */
public record OtlpOptions(URI url, Duration every, Map<String, Secret> headers) {

    public OtlpOptions {
        headers = Map.copyOf(headers);
    }
}
