package dev.feedwarden.plugin.deribit;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One family of options: {@code ETH} for the inverse ones settled in the coin, {@code ETH_USDC} for the linear ones.
 *
 * @param name what the names of its instruments begin with
 */
record Market(String name) {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9]*(_(USDC|USDT))?");

    /** What a name must look like, for people. */
    static final String EXPECTED = "coins such as ETH, or pairs such as ETH_USDC for linear options";

    static boolean valid(String name) {
        return NAME.matcher(name).matches() && !name.equals("USDC") && !name.equals("USDT");
    }

    /** The currency to ask for: linear options are listed under the one they settle in. */
    String currency() {
        return name.substring(name.indexOf('_') + 1);
    }

    boolean lists(String instrument) {
        return instrument.startsWith(name) && instrument.startsWith("-", name.length());
    }

    /** The price index whose lock stops this market, as {@code platform_state} names it. */
    String index() {
        String pair = name.indexOf('_') < 0 ? name + "_usd" : name;
        return pair.toLowerCase(Locale.ROOT);
    }
}
