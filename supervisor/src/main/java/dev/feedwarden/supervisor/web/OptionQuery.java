package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.tick.OptionName;
import dev.feedwarden.supervisor.quotes.OptionKey;
import dev.feedwarden.supervisor.quotes.OptionQuote;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which quotes are asked for, checked.
 *
 * @param underlying in capitals
 * @param expiry null for all; so are {@code type} and {@code feed}
 * @param limit how many at most
 * @param after only those behind this one; null for the first page
 */
record OptionQuery(
        String underlying,
        @Nullable LocalDate expiry,
        OptionName.@Nullable Type type,
        @Nullable String feed,
        int limit,
        @Nullable OptionKey after) {

    /** How many quotes one answer holds at most, and as many as there are up to that if no limit is given. */
    static final int MOST = 5_000;

    private static final String UNDERLYING = "[A-Z0-9]{1,15}";
    private static final String FEED = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";
    private static final int CURSOR_LETTERS = 200;
    private static final List<String> NAMES = List.of("expiry", "type", "feed", "limit", "cursor");

    /** Reads what stands in an address. */
    static OptionQuery of(String underlying, MultiMap given) throws WrongParameter {
        String coin = underlying.toUpperCase(Locale.ROOT);
        if (!coin.matches(UNDERLYING)) {
            throw new WrongParameter("underlying", "a coin such as BTC", underlying);
        }
        for (String name : given.names()) {
            if (!NAMES.contains(name)) {
                throw new WrongParameter("parameter", "one of " + String.join(", ", NAMES), name);
            }
            if (given.getAll(name).size() > 1) {
                throw new WrongParameter(name, "one value", given.getAll(name).size() + " values");
            }
        }
        return new OptionQuery(
                coin,
                expiry(given.get("expiry")),
                type(given.get("type")),
                feed(given.get("feed")),
                limit(given.get("limit")),
                cursor(given.get("cursor")));
    }

    /** Whether a quote is among those asked for, on whatever page. */
    Predicate<OptionQuote> matching() {
        return each -> (expiry == null || expiry.equals(each.key().name().expiry()))
                && (type == null || type == each.key().name().type())
                && (feed == null || feed.equals(each.key().feed()));
    }

    /** What {@code cursor} must be to get what comes behind a quote. */
    static String cursor(OptionKey last) {
        return last.feed() + "/" + last.instrument();
    }

    private static @Nullable LocalDate expiry(@Nullable String text) throws WrongParameter {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new WrongParameter("expiry", "a day such as 2026-11-27", text);
        }
    }

    private static OptionName.@Nullable Type type(@Nullable String text) throws WrongParameter {
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "call", "c" -> OptionName.Type.CALL;
            case "put", "p" -> OptionName.Type.PUT;
            default -> throw new WrongParameter("type", "call or put", text);
        };
    }

    private static @Nullable String feed(@Nullable String text) throws WrongParameter {
        if (text != null && !text.matches(FEED)) {
            throw new WrongParameter("feed", "the id of a feed", text);
        }
        return text;
    }

    private static int limit(@Nullable String text) throws WrongParameter {
        if (text == null) {
            return MOST;
        }
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MOST) {
            throw new WrongParameter("limit", "a whole number from 1 to " + MOST, text);
        }
        return Integer.parseInt(text);
    }

    private static @Nullable OptionKey cursor(@Nullable String text) throws WrongParameter {
        if (text == null) {
            return null;
        }
        int slash = text.length() > CURSOR_LETTERS ? -1 : text.indexOf('/');
        OptionKey key = slash < 0 ? null : OptionKey.of(text.substring(0, slash), text.substring(slash + 1));
        if (key == null || !key.feed().matches(FEED)) {
            throw new WrongParameter("cursor", "what \"next\" of the page before says", text);
        }
        return key;
    }
}
