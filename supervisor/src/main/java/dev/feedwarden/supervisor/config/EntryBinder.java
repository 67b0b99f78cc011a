package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Setting;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Suggestion;
import dev.feedwarden.supervisor.config.Config.Instance;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks each instance against what its plugin declares. */
public final class EntryBinder {

    private final Map<Kind, Map<String, List<Setting>>> declared;
    private final Map<Kind, List<Setting>> common;

    /**
     * Binds against these declarations.
     *
     * @param declared what each provider declares, by kind and type
     * @param common what every instance of a kind may say besides
     */
    public EntryBinder(Map<Kind, Map<String, List<Setting>>> declared, Map<Kind, List<Setting>> common) {
        this.declared = declared;
        this.common = common;
    }

    /** The instances that are in order; of the others it is noted what is wrong. */
    public List<Entry> bind(Config config, Surroundings surroundings, Problems problems) {
        SectionReader sections = new SectionReader(surroundings.values(config.file(), problems), problems);
        List<Entry> entries = new ArrayList<>();
        for (Instance instance : config.instances()) {
            Map<String, List<Setting>> types = declared.getOrDefault(instance.kind(), Map.of());
            List<Setting> own = types.get(instance.type());
            if (own == null) {
                unknown(instance, types, problems);
                continue;
            }
            List<Setting> all = new ArrayList<>(own);
            all.addAll(common.getOrDefault(instance.kind(), List.of()));
            int before = problems.count();
            var settings = sections.read(path(instance), withoutPlugin(instance.body()), all);
            if (problems.count() == before) {
                entries.add(new Entry(instance.kind(), instance.id(), instance.type(), settings));
            }
        }
        return entries;
    }

    private static Mapping withoutPlugin(Mapping body) {
        Map<String, Mapping.Entry> rest = new LinkedHashMap<>(body.entries());
        rest.remove("plugin");
        return new Mapping(body.place(), rest);
    }

    private static void unknown(Instance instance, Map<String, List<Setting>> types, Problems problems) {
        var place = instance.body().entries().get("plugin");
        problems.add(
                place == null ? instance.body().place() : place.value().place(),
                path(instance) + ": no plugin provides '" + instance.type() + "' for "
                        + instance.kind().section() + Suggestion.among(types.keySet(), instance.type()));
    }

    private static String path(Instance instance) {
        return instance.kind().section() + "." + instance.id();
    }
}
