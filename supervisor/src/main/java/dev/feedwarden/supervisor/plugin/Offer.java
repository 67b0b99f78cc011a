package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.action.RecoveryActionProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider declares, copied so that it outlives the plugin.
 *
 * @param kind the section in which entries ask for it
 * @param type the name by which they ask
 * @param plugin the id of the plugin that offers it
 * @param settings every setting that an entry may have
 * @param connection the names of those settings that a connection may hold
 * @param metrics what its instances report besides what the supervisor reports for their kind
 * @param parameters of an action: what a ladder's step may give; empty for the other kinds
 */
public record Offer(
        Kind kind,
        String type,
        String plugin,
        List<Setting> settings,
        List<String> connection,
        List<Metric> metrics,
        List<Setting> parameters) {

    public Offer {
        settings = settings.stream().map(Offer::copy).toList();
        connection = List.copyOf(connection);
        metrics = List.copyOf(metrics);
        parameters = parameters.stream().map(Offer::copy).toList();
    }

    /** Asks a provider. Called on the plugin's event loop, because it runs the plugin's code. */
    static Offer of(Kind kind, String plugin, Provider<?, ?> provider) {
        List<Setting> parameters = provider instanceof RecoveryActionProvider action ? action.parameters() : List.of();
        return new Offer(
                kind,
                provider.type(),
                plugin,
                provider.settings(),
                provider.connection(),
                provider.metrics(),
                parameters);
    }

    boolean serves(Entry entry) {
        return kind == entry.kind() && type.equals(entry.type());
    }

    /** As {@code /api/plugins} lists it: {@code feed:deribit}. */
    String word() {
        return kind.word() + ":" + type;
    }

    /** The same, with nothing in it of a class of the plugin's own. */
    public static Setting copy(Setting setting) {
        return new Setting(
                setting.name(),
                setting.type(),
                setting.required(),
                plain(setting),
                setting.about(),
                setting.environment());
    }

    /** A default of a class of the plugin's own would hold its class loader. */
    private static @Nullable Object plain(Setting setting) {
        Object fallback = setting.fallback();
        if (fallback instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        if (fallback == null || fallback.getClass().getClassLoader() == null) {
            return fallback;
        }
        throw new IllegalArgumentException("default of setting '" + setting.name()
                + "': expected text, a number, a boolean or a list of texts, found a "
                + fallback.getClass().getSimpleName());
    }
}
