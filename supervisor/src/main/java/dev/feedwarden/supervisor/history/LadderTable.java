package dev.feedwarden.supervisor.history;

import java.util.Comparator;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;

/** Ladders by rule and subject. One that is well again and remembers no action is taken out. For one thread. */
final class LadderTable {

    private final Codec<LadderState> codec = new LadderCodec();
    private final MVMap<String, String> ladders;
    private final int limit;

    LadderTable(MVStore store, int limit) {
        this.ladders = store.openMap(
                "ladders",
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
        this.limit = limit;
    }

    void put(LadderState ladder) {
        if (isAtRest(ladder)) {
            ladders.remove(key(ladder));
            return;
        }
        ladders.put(key(ladder), codec.encode(ladder));
        if (ladders.sizeAsLong() > limit) {
            prune();
        }
    }

    List<LadderState> all() {
        return ladders.values().stream().map(codec::decode).toList();
    }

    /** Takes out the tenth with the oldest evidence, so that the search is seldom. */
    private void prune() {
        List<LadderState> oldest = all().stream()
                .sorted(Comparator.comparing(LadderState::evidence))
                .limit(limit / 10 + 1)
                .toList();
        oldest.forEach(ladder -> ladders.remove(key(ladder)));
    }

    private static boolean isAtRest(LadderState ladder) {
        return ladder.rung() == 0
                && ladder.acted().isEmpty()
                && ladder.running() == null
                && ladder.healthySince() != null;
    }

    private static String key(LadderState ladder) {
        return ladder.rule() + '\n' + ladder.subject();
    }
}
