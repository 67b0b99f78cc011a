package dev.feedwarden.plugin.bybit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Chooses the options with the most open interest. Pure. A member counts {@value #LOYALTY} times its open interest, since
 * each change of the set costs a subscription and breaks a series; among equals members come first, then the order of
 * symbols decides.
 */
final class Ranking {

    private static final double LOYALTY = 1.1;

    private Ranking() {}

    /** @param members symbols of those chosen last time; empty the first time */
    static List<Contract> best(Collection<Contract> listed, int top, Set<String> members) {
        Comparator<Contract> order = Comparator.comparingDouble(
                        (Contract each) -> -each.openInterest() * (members.contains(each.symbol()) ? LOYALTY : 1))
                .thenComparing(each -> !members.contains(each.symbol()))
                .thenComparing(Contract::symbol);
        return listed.stream().sorted(order).limit(top).toList();
    }
}
