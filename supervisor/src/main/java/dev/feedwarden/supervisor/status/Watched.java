package dev.feedwarden.supervisor.status;

import dev.feedwarden.supervisor.plugin.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /** The name of a check of what all feeds need: whether anything outside can be reached at all. */
    private static final String INTERNET = "internet";

    /**
     * Whose trouble is the cause of whose: for each sink the checks of the connection that it writes to, for each feed the
     * check that is named {@value #INTERNET}.
     */
    static Map<String, Set<String>> upstream(List<Watched> all) {
        return all.stream()
                .collect(Collectors.toMap(
                        Watched::id,
                        one -> all.stream()
                                .filter(check -> check.kind == Kind.CHECK && check.isCauseOf(one))
                                .map(Watched::id)
                                .collect(Collectors.toSet())));
    }

    private boolean isCauseOf(Watched other) {
        return switch (other.kind) {
            case FEED -> id.equals(INTERNET);
            case SINK -> connection != null && connection.equals(other.connection);
            default -> false;
        };
    }
}
