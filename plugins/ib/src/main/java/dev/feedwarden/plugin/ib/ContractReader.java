package dev.feedwarden.plugin.ib;

/** Reads message 10 after its request id: the layout of server versions 164 to 181. */
final class ContractReader {

    private static final int MOST_SECURITY_IDS = 100;

    ContractData read(Fields fields) throws CodecException {
        String symbol = fields.text("symbol");
        String kind = fields.text("kind");
        String lastTrade = fields.text("last trade");
        fields.skip(2); // strike, right
        String exchange = fields.text("exchange");
        fields.skip(1); // currency
        String localSymbol = fields.text("local symbol");
        fields.skip(2); // market name, trading class
        int conId = fields.integer("contract id");
        fields.skip(12); // minimum tick ... subcategory
        String zone = fields.text("zone");
        String tradingHours = fields.text("trading hours");
        fields.skip(3); // liquid hours, economic value rule and its multiplier
        int ids = fields.integer("security ids");
        if (ids < 0 || ids > MOST_SECURITY_IDS) {
            throw new CodecException("field 30 (security ids): expected 0 to " + MOST_SECURITY_IDS + ", found " + ids);
        }
        fields.skip(2 * ids + 4); // and group, underlying's symbol and kind, market rules
        String realExpiration = fields.text("real expiration");
        return new ContractData(
                conId, symbol, kind, lastTrade, exchange, localSymbol, zone, tradingHours, realExpiration);
    }
}
