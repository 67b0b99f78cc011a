package dev.feedwarden.supervisor.status;

import dev.feedwarden.supervisor.plugin.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A feed or a check that is judged and shown, or a sink that is judged.
 *
 * @param kind {@code FEED}, {@code CHECK} or {@code SINK}
 * @param id its name in the configuration
 * @param plugin its type, which rules name by {@code plugin:type}
 * @param flowLimit of a feed: its data counts as flowing while the last tick is no older
 * @param connection the entry of the section connections that it uses; null for none
 */
public record Watched(
        Kind kind,
        String id,
        String plugin,
        Duration flowLimit,
        @Nullable String connection) {

    /** For each sink the checks of the connection that it writes to: whose trouble is the cause of the sink's. */
    static Map<String, Set<String>> upstream(List<Watched> all) {
        return all.stream()
                .filter(sink -> sink.kind == Kind.SINK && sink.connection != null)
                .collect(Collectors.toMap(
                        Watched::id,
                        sink -> all.stream()
                                .filter(check -> check.kind == Kind.CHECK)
                                .filter(check -> Objects.equals(check.connection, sink.connection))
                                .map(Watched::id)
                                .collect(Collectors.toSet())));
    }
}
