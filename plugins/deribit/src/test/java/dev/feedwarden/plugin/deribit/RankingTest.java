package dev.feedwarden.plugin.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void best_ofMany_isTheTopByOpenInterest() {
        assertThat(best(List.of(option("A", 5), option("B", 50), option("C", 20)), 2))
                .containsExactly("B", "C");
    }

    @Test
    void best_ofTies_isDecidedByNameWhateverTheOrder() {
        var listed = new ArrayList<>(List.of(option("D", 0), option("B", 0), option("C", 0), option("A", 0)));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(listed, new Random(seed));
            assertThat(best(listed, 2)).as("seed " + seed).containsExactly("A", "B");
        }
    }

    @Test
    void best_ofFewerThanAsked_isAll() {
        assertThat(best(List.of(option("A", 1)), 50)).containsExactly("A");
    }

    @Test
    void best_withNewcomerWithinTenPercent_keepsTheMember() {
        List<Instrument> listed = List.of(option("A", 100), option("B", 109.9));

        assertThat(best(listed, 1, "A")).containsExactly("A");
        assertThat(best(listed, 1)).containsExactly("B");
    }

    @Test
    void best_withNewcomerLargerByMore_replacesTheMember() {
        assertThat(best(List.of(option("A", 100), option("B", 110.1)), 1, "A")).containsExactly("B");
    }

    @Test
    void best_ofTiesWithMember_keepsTheMember() {
        assertThat(best(List.of(option("A", 0), option("B", 0)), 1, "B")).containsExactly("B");
    }

    private static List<String> best(List<Instrument> listed, int top, String... members) {
        return Ranking.best(listed, top, Set.of(members)).stream()
                .map(Instrument::name)
                .toList();
    }

    private static Instrument option(String name, double openInterest) {
        return new Instrument(name, Samples.EXPIRY, openInterest);
    }
}
