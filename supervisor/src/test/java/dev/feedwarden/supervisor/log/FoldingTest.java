package dev.feedwarden.supervisor.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldingTest {

    private final Folding folding = new Folding();

    @Test
    void admits_linesThatDifferOnlyInShortNumbers_fiveAMinuteAndTellsHowManyMore() {
        assertThat(IntStream.range(0, 20).filter(i -> folding.admits("attempt failed inARow=" + i, i)))
                .containsExactly(0, 1, 2, 3, 4);
        assertThat(folding.takeOver()).isEmpty();
        assertThat(folding.admits("attempt failed inARow=20", 60_000)).isTrue();
        assertThat(folding.takeOver()).containsExactly(new Folding.Folded("attempt failed inARow=0", 15));
    }

    @Test
    void admits_otherWordsOrLongNumbers_areLinesOfTheirOwn() {
        assertThat(IntStream.range(0, 20).filter(i -> folding.admits("Contract 7112800" + (10 + i), i)))
                .hasSize(20);
    }

    @Test
    void admits_moreKindsThanRemembered_tellsTheEldestAndForgetsIt() {
        IntStream.range(0, 8).forEach(i -> folding.admits("first", 0));
        IntStream.range(0, Folding.MOST_KINDS).forEach(i -> folding.admits("kind " + (1_000_000 + i), 1));
        assertThat(folding.takeOver()).containsExactly(new Folding.Folded("first", 3));
    }

    @Test
    void takeAll_atTheEnd_tellsWhatIsLeft() {
        IntStream.range(0, 7).forEach(i -> folding.admits("again", 0));
        assertThat(folding.takeAll()).containsExactly(new Folding.Folded("again", 2));
        assertThat(folding.takeAll()).isEmpty();
    }
}
