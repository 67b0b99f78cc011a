package dev.feedwarden.plugin.deribit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Chooses the options with the most open interest. Pure.
 *
 * <p>Open interest moves all day, and each change of the set costs a subscription and breaks a series. So a member
 * counts {@value #LOYALTY} times its open interest: a newcomer displaces it only by being larger by more than that.
 * Among equals members come first, then the order of names decides.
 */
final class Ranking {

    private static final double LOYALTY = 1.1;

    private Ranking() {}

    /**
     * The best {@code top} of the listed instruments, best first.
     *
     * @param members names of those chosen last time; empty the first time
     */
    static List<Instrument> best(Collection<Instrument> listed, int top, Set<String> members) {
        Comparator<Instrument> order = Comparator.comparingDouble(
                        (Instrument each) -> -each.openInterest() * (members.contains(each.name()) ? LOYALTY : 1))
                .thenComparing(each -> !members.contains(each.name()))
                .thenComparing(Instrument::name);
        return listed.stream().sorted(order).limit(top).toList();
    }
}
