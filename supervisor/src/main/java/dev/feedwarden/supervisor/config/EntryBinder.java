package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Setting;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Suggestion;
import dev.feedwarden.supervisor.config.Config.Instance;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks each instance against what its plugin declares. */
public final class EntryBinder {

    private final Map<Kind, Map<String, Offer>> offers;
    private final Map<Kind, List<Setting>> common;

    /**
     * Binds against these declarations.
     *
     * @param offers what the plugins offer, by kind and type
     * @param common what every instance of a kind may say besides
     */
    public EntryBinder(Map<Kind, Map<String, Offer>> offers, Map<Kind, List<Setting>> common) {
        this.offers = offers;
        this.common = common;
    }

    /** The instances that are in order; of the others it is noted what is wrong. */
    public List<Entry> bind(Config config, Surroundings surroundings, Problems problems) {
        SectionReader sections = new SectionReader(surroundings.values(config.file(), problems), problems);
        Connections connections = new Connections(config.connections(), offers, sections, problems);
        List<Entry> entries = new ArrayList<>();
        for (Instance instance : config.instances()) {
            Map<String, Offer> types = offers.getOrDefault(instance.kind(), Map.of());
            Offer offer = types.get(instance.type());
            if (offer == null) {
                unknown(instance, types, problems);
                continue;
            }
            int before = problems.count();
            Mapping body = connections.merged(instance, offer);
            if (body == null) {
                continue;
            }
            List<Setting> all = new ArrayList<>(offer.settings());
            all.addAll(Connections.settingsBeside(offer));
            all.addAll(common.getOrDefault(instance.kind(), List.of()));
            var settings = sections.read(instance.path(), body, all);
            if (problems.count() == before) {
                entries.add(new Entry(instance.kind(), instance.id(), instance.type(), settings));
            }
        }
        return entries;
    }

    private static void unknown(Instance instance, Map<String, Offer> types, Problems problems) {
        problems.add(
                SectionReader.place(instance.body(), "plugin"),
                instance.path() + ": no plugin provides '" + instance.type() + "' for "
                        + instance.kind().section() + Suggestion.among(types.keySet(), instance.type()));
    }
}
