package dev.feedwarden.supervisor.quotes;

import dev.feedwarden.api.tick.Quote;

/** The latest quote of an option. */
public record OptionQuote(OptionKey key, Quote quote) {}
