package dev.feedwarden.plugin.simulator.deribit.market;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that is traded, as its name tells it. Deribit API v2, naming: {@code ETH-27DEC24-4000-C},
 * {@code XRP_USDC-30JUN23-0d625-C}, {@code BTC-PERPETUAL}, {@code BTC-CS-19MAY26-70000_75000}.
 *
 * @param name the instrument's name
 * @param currency the currency by which lists are asked for, in capitals
 * @param kind {@code option}, {@code future}, {@code spot}, {@code option_combo} or {@code future_combo}
 * @param expiry the date as it stands in the name, such as {@code 27DEC24}; {@code PERPETUAL} or empty where there is none
 * @param strike in USD; 0 for what is no option
 * @param call whether an option is a call
 */
public record Instrument(String name, String currency, String kind, String expiry, double strike, boolean call) {

    private static final Pattern OPTION =
            Pattern.compile("([A-Z0-9_]+)-(\\d{1,2}[A-Z]{3}\\d{2})-(\\d+(?:d\\d+)?)-([CP])");
    private static final Pattern FUTURE = Pattern.compile("([A-Z0-9_]+)-(\\d{1,2}[A-Z]{3}\\d{2}|PERPETUAL)");
    private static final Pattern COMBO = Pattern.compile("([A-Z0-9_]+)-([A-Z0-9]+)-(\\d{1,2}[A-Z]{3}\\d{2})[-_].*");
    private static final Pattern SPOT = Pattern.compile("([A-Z0-9]+)_([A-Z0-9]+)");
    private static final List<String> LINEAR = List.of("_USDC", "_USDT", "_EURR");

    /** The instrument of that name; null when no instrument is named so. */
    public static @Nullable Instrument named(String name) {
        Matcher option = OPTION.matcher(name);
        if (option.matches()) {
            double strike = Double.parseDouble(option.group(3).replace('d', '.'));
            boolean call = option.group(4).equals("C");
            return new Instrument(name, currency(option.group(1)), "option", option.group(2), strike, call);
        }
        Matcher future = FUTURE.matcher(name);
        if (future.matches()) {
            return new Instrument(name, currency(future.group(1)), "future", future.group(2), 0, false);
        }
        Matcher combo = COMBO.matcher(name);
        if (combo.matches()) {
            String kind = combo.group(2).equals("FS") ? "future_combo" : "option_combo";
            return new Instrument(name, currency(combo.group(1)), kind, combo.group(3), 0, false);
        }
        return SPOT.matcher(name).matches() ? new Instrument(name, currency(name), "spot", "", 0, false) : null;
    }

    /** The index that the instrument follows, such as {@code eth_usd}. */
    public String index() {
        String pair = name.substring(0, name.contains("-") ? name.indexOf('-') : name.length());
        return (pair.contains("_") ? pair : pair + "_USD").toLowerCase(Locale.ROOT);
    }

    private static String currency(String pair) {
        return LINEAR.stream()
                .filter(pair::endsWith)
                .map(suffix -> suffix.substring(1))
                .findFirst()
                .orElse(pair);
    }
}
