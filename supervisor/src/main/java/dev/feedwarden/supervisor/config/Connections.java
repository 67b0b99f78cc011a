package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Setting;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Suggestion;
import dev.feedwarden.supervisor.config.Config.Connection;
import dev.feedwarden.supervisor.config.Config.Instance;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Offer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The section {@code connections}, checked once, and what the instances get of it that name one. */
final class Connections {

    /** The setting that names a connection. */
    static final String KEY = "connection";

    private static final Setting NAMED =
            Setting.optional(KEY, Setting.Type.TEXT, null, "An entry of the section connections to take the rest from");
    private static final String PLUGIN = "plugin";

    private final Map<String, Connection> byId;
    private final Set<String> sound = new HashSet<>();
    private final Problems problems;

    Connections(
            Map<String, Connection> byId,
            Map<Kind, Map<String, Offer>> offers,
            SectionReader sections,
            Problems problems) {
        this.byId = byId;
        this.problems = problems;
        byId.values().forEach(connection -> check(connection, offers, sections));
    }

    private void check(Connection connection, Map<Kind, Map<String, Offer>> offers, SectionReader sections) {
        String path = "connections." + connection.id();
        List<Offer> able = offers.values().stream()
                .flatMap(types -> types.values().stream())
                .filter(offer -> !offer.connection().isEmpty())
                .toList();
        List<Setting> settings = able.stream()
                .filter(offer -> offer.type().equals(connection.type()))
                .findFirst()
                .map(Connections::settings)
                .orElse(null);
        if (settings == null) {
            List<String> types =
                    able.stream().map(Offer::type).distinct().sorted().toList();
            problems.add(
                    SectionReader.place(connection.body(), PLUGIN),
                    path + ": no plugin '" + connection.type() + "' makes connections"
                            + Suggestion.among(types, connection.type()));
            return;
        }
        int before = problems.count();
        sections.read(path, without(connection.body(), PLUGIN), settings);
        if (problems.count() == before) {
            sound.add(connection.id());
        }
    }

    private static List<Setting> settings(Offer offer) {
        return offer.settings().stream()
                .filter(setting -> offer.connection().contains(setting.name()))
                .toList();
    }

    /** What an instance may say besides what its plugin declares. */
    static List<Setting> settingsBeside(Offer offer) {
        return offer.connection().isEmpty() ? List.of() : List.of(NAMED);
    }

    /** The body of an instance with what its connection says; null if that cannot be had, which is noted. */
    @Nullable
    Mapping merged(Instance instance, Offer offer) {
        Mapping own = without(instance.body(), PLUGIN);
        Mapping.Entry named = own.entries().get(KEY);
        if (named == null || offer.connection().isEmpty() || !(named.value() instanceof Scalar id)) {
            return own;
        }
        Connection connection = byId.get(id.text());
        if (connection == null || !connection.type().equals(instance.type())) {
            List<String> fitting = byId.values().stream()
                    .filter(each -> each.type().equals(instance.type()))
                    .map(Connection::id)
                    .sorted()
                    .toList();
            problems.add(
                    id.place(),
                    instance.path() + "." + KEY + ": expected a connection of plugin '" + instance.type() + "', found '"
                            + id.text() + "'" + Suggestion.among(fitting, id.text()));
            return null;
        }
        return sound.contains(connection.id()) ? merged(instance, own, connection) : null;
    }

    private @Nullable Mapping merged(Instance instance, Mapping own, Connection connection) {
        Map<String, Mapping.Entry> all =
                new LinkedHashMap<>(without(connection.body(), PLUGIN).entries());
        int before = problems.count();
        own.entries().forEach((name, entry) -> {
            if (all.put(name, entry) != null) {
                problems.add(
                        entry.key().place(),
                        instance.path() + "." + name + ": connection '" + connection.id() + "' says it already");
            }
        });
        return problems.count() == before ? new Mapping(own.place(), all) : null;
    }

    private static Mapping without(Mapping body, String key) {
        Map<String, Mapping.Entry> rest = new LinkedHashMap<>(body.entries());
        rest.remove(key);
        return new Mapping(body.place(), rest);
    }
}
