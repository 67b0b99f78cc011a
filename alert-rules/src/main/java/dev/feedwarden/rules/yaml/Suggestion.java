package dev.feedwarden.rules.yaml;

import java.util.Collection;
import java.util.Comparator;

/** The end of a message about an unknown name: what was probably meant, or what there is. */
public final class Suggestion {

    private static final int LISTED = 12;
    private static final int LONGEST = 64;

    private Suggestion() {}

    /**
     * {@code "; did you mean 'yellow'?"} where a known name is near, else what is known if that is a short list.
     *
     * @param known may be empty
     */
    public static String among(Collection<String> known, String found) {
        if (found.length() > LONGEST) {
            return listing(known);
        }
        int allowed = Math.max(1, found.length() / 3);
        return known.stream()
                .filter(each -> Math.abs(each.length() - found.length()) <= allowed)
                .min(Comparator.comparingInt((String each) -> distance(each, found))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(each -> distance(each, found) <= allowed)
                .map(each -> "; did you mean '" + each + "'?")
                .orElseGet(() -> listing(known));
    }

    private static String listing(Collection<String> known) {
        if (known.isEmpty() || known.size() > LISTED) {
            return "";
        }
        return "; known: " + String.join(", ", known.stream().sorted().toList());
    }

    /** How many letters must be put in, taken out, replaced or swapped with their neighbour. */
    private static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, one, other, i, j);
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int cheapest(int[][] cost, String one, String other, int i, int j) {
        int differs = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + differs);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
