package dev.feedwarden.rules.yaml;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The end of a message about an unknown name: what was probably meant, or what there is. Looks no further when it has
 * compared as many pairs of letters as it may.
 */
public final class Suggestion {

    private static final int LISTED = 12;
    private static final int LONGEST = 64;
    private static final int USUAL = 1_000_000;

    private int left;

    /**
     * Begins.
     *
     * @param most how many pairs of letters it may compare
     */
    Suggestion(int most) {
        left = most;
    }

    /**
     * {@code "; did you mean 'yellow'?"} where a known name is near, else what is known if that is a short list.
     *
     * @param known may be empty
     */
    public static String among(Collection<String> known, String found) {
        return new Suggestion(USUAL).find(known, found);
    }

    /** {@link #among}, within what is left. */
    String find(Collection<String> known, String found) {
        String nearest = found.length() > LONGEST ? null : nearest(known, found);
        return nearest == null ? listing(known) : "; did you mean '" + nearest + "'?";
    }

    /** The first of the alphabet among the nearest; null where none is near. */
    private @Nullable String nearest(Collection<String> known, String found) {
        int allowed = Math.max(1, found.length() / 3);
        String nearest = null;
        for (String each : known) {
            left--;
            if (left > 0 && Math.abs(each.length() - found.length()) <= allowed) {
                int distance = distance(each, found);
                left -= each.length() * found.length();
                boolean nearer = distance < allowed || (distance == allowed && nearest == null);
                if (nearer || (distance == allowed && nearest != null && each.compareTo(nearest) < 0)) {
                    allowed = distance;
                    nearest = each;
                }
            }
        }
        return nearest;
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
