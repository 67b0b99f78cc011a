package dev.feedwarden.plugin.deribit;

import static dev.feedwarden.plugin.deribit.Samples.EXPIRY;
import static dev.feedwarden.plugin.deribit.Samples.array;
import static dev.feedwarden.plugin.deribit.Samples.instrument;
import static dev.feedwarden.plugin.deribit.Samples.summary;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class ListingTest {

    private static final Market ETH = new Market("ETH");

    @Test
    void of_bothAnswers_joinsThemByName() {
        Listing listing = Listing.of(
                ETH,
                array(instrument("ETH-25DEC26-4000-C", EXPIRY), instrument("ETH-25DEC26-5000-C", EXPIRY)),
                array(summary("ETH-25DEC26-5000-C", 12), summary("ETH-GONE", 99)));

        assertThat(listing.instruments())
                .containsExactly(
                        new Instrument("ETH-25DEC26-4000-C", EXPIRY, 0),
                        new Instrument("ETH-25DEC26-5000-C", EXPIRY, 12));
        assertThat(listing.skipped()).isZero();
    }

    @Test
    void of_unreadableEntries_skipsAndCountsThem() {
        JsonObject noName = instrument("ETH-1", EXPIRY);
        noName.remove("instrument_name");
        JsonArray instruments = array(
                        noName,
                        instrument("ETH-2", EXPIRY).put("expiration_timestamp", "expired"),
                        instrument("ETH-3", EXPIRY).put("expiration_timestamp", 1e300),
                        instrument("ETH-4", EXPIRY))
                .add("text")
                .addNull();

        Listing listing = Listing.of(ETH, instruments, array(summary("ETH-4", 1), new JsonObject()));

        assertThat(listing.instruments()).extracting(Instrument::name).containsExactly("ETH-4");
        assertThat(listing.skipped()).isEqualTo(6);
    }

    @Test
    void of_openInterestThatIsNoNumber_countsAsNone() {
        Listing listing = Listing.of(
                ETH,
                array(instrument("ETH-1", EXPIRY), instrument("ETH-2", EXPIRY)),
                array(summary("ETH-1", "many"), summary("ETH-2", null)));

        assertThat(listing.instruments()).extracting(Instrument::openInterest).containsExactly(0.0, 0.0);
    }

    @Test
    void of_noSummaries_isEmpty() {
        assertThat(Listing.of(ETH, array(instrument("ETH-1", EXPIRY)), new JsonArray())
                        .instruments())
                .isEmpty();
    }

    @Test
    void of_linearMarket_takesItsOwnPairOnly() {
        Listing listing = Listing.of(
                new Market("ETH_USDC"),
                array(
                        instrument("ETH_USDC-25DEC26-4000-C", EXPIRY),
                        instrument("XRP_USDC-25DEC26-0d625-C", EXPIRY),
                        instrument("ETH_USDC-25DEC26", EXPIRY).put("kind", "future")),
                array(summary("ETH_USDC-25DEC26-4000-C", 3), summary("XRP_USDC-25DEC26-0d625-C", 30)));

        assertThat(listing.instruments()).containsExactly(new Instrument("ETH_USDC-25DEC26-4000-C", EXPIRY, 3));
    }

    @Test
    void market_ofEitherKind_knowsItsCurrencyAndIndex() {
        assertThat(ETH.currency()).isEqualTo("ETH");
        assertThat(ETH.index()).isEqualTo("eth_usd");
        assertThat(ETH.lists("ETH_USDC-25DEC26-4000-C")).isFalse();
        assertThat(new Market("ETH_USDC").currency()).isEqualTo("USDC");
        assertThat(new Market("ETH_USDC").index()).isEqualTo("eth_usdc");
    }
}
