package dev.feedwarden.supervisor.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.supervisor.quotes.OptionBook.Latest;
import dev.feedwarden.supervisor.quotes.OptionQuote;
import dev.feedwarden.supervisor.quotes.QuoteField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The answer of {@code /api/options/{underlying}} as JSON, written field by field: thousands of quotes are no tree. */
final class OptionPage {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BYTES_A_QUOTE = 450;

    private OptionPage() {}

    /** Cuts the page out of what there is. Called on a worker thread. */
    static byte[] json(OptionQuery query, Latest latest) {
        List<OptionQuote> matching =
                latest.quotes().stream().filter(query.matching()).toList();
        int from = 0;
        while (query.after() != null
                && from < matching.size()
                && matching.get(from).key().compareTo(query.after()) <= 0) {
            from++;
        }
        List<OptionQuote> page = matching.subList(from, Math.min(matching.size(), from + query.limit()));
        boolean more = from + page.size() < matching.size();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512 + page.size() * BYTES_A_QUOTE);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("underlying", query.underlying());
            json.writeStringField("source", latest.source());
            json.writeFieldName("time");
            writeNewest(json, page);
            json.writeNumberField("count", page.size());
            json.writeNumberField("total", matching.size());
            json.writeFieldName("next");
            if (more) {
                json.writeString(OptionQuery.cursor(page.get(page.size() - 1).key()));
            } else {
                json.writeNull();
            }
            json.writeArrayFieldStart("quotes");
            for (OptionQuote each : page) {
                write(json, each);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** The newest receive time on the page: the time of the answer would make two equal answers differ. */
    private static void writeNewest(JsonGenerator json, List<OptionQuote> page) throws IOException {
        if (page.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeString(time(page.stream()
                .mapToLong(each -> each.quote().receivedMicros())
                .max()
                .getAsLong()));
    }

    private static void write(JsonGenerator json, OptionQuote each) throws IOException {
        Quote quote = each.quote();
        json.writeStartObject();
        json.writeStringField("instrument", quote.instrument());
        json.writeStringField("expiry", each.key().name().expiry().toString());
        json.writeNumberField("strike", each.key().name().strike());
        json.writeStringField("type", each.key().name().type().name().toLowerCase(Locale.ROOT));
        json.writeStringField("feed", quote.feed());
        for (QuoteField field : QuoteField.ALL) {
            json.writeFieldName(field.name());
            double value = field.value().applyAsDouble(quote);
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
        json.writeStringField("exchangeTime", time(quote.exchangeMicros()));
        json.writeStringField("receivedTime", time(quote.receivedMicros()));
        json.writeEndObject();
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
