package dev.feedwarden.api.tick;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an option's name says, as Deribit ({@code BTC-27NOV26-60000-C}, {@code XRP_USDC-27NOV26-0d55-P}) and Bybit
 * ({@code BTC-27NOV26-60000-C-USDT}) write it.
 *
 * @param underlying the coin, such as {@code BTC}
 * @param expiry the day on which it expires
 * @param strike in the currency of the strike, US dollars or a coin pegged to it
 */
public record OptionName(String underlying, LocalDate expiry, double strike, Type type) {

    private static final Pattern NAME = Pattern.compile("([A-Z0-9]{1,15})(?:_[A-Z0-9]{1,15})?"
            + "-([0-9]{1,2}[A-Z]{3}[0-9]{2})-([0-9]{1,12}(?:[d.][0-9]{1,8})?)-([CP])(?:-[A-Z]{1,15})?");
    private static final DateTimeFormatter EXPIRY = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("dMMMuu")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    /** The right that the option gives. */
    public enum Type {
        CALL,
        PUT
    }

    /** Null for a name that is no option's. */
    public static @Nullable OptionName parse(String instrument) {
        Matcher name = NAME.matcher(instrument);
        if (!name.matches()) {
            return null;
        }
        try {
            return new OptionName(
                    name.group(1),
                    LocalDate.parse(name.group(2), EXPIRY),
                    Double.parseDouble(name.group(3).replace('d', '.')),
                    name.group(4).equals("C") ? Type.CALL : Type.PUT);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
