package dev.feedwarden.plugin.simulator.ib;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes contract data, message 10 of server versions 164 to 181. */
final class ContractText {

    private static final int LASTS_DAYS = 90;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private ContractText() {}

    static String of(int request, IbContract contract, Hours hours, Instant now) {
        String ends = contract.equals(IbContract.EXPIRED)
                ? IbContract.EXPIRED_ON
                : DAY.format(now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(LASTS_DAYS));
        String symbol = contract.symbol();
        String sessions = hours.written(now);
        return Wire.text(
                10,
                request,
                symbol,
                "FUT",
                ends + " 08:30:00 " + Hours.ZONE_NAME,
                "0",
                "",
                contract.exchange(),
                "USD",
                contract.local(),
                symbol,
                symbol,
                contract.conId(),
                LivePrices.MIN_TICK,
                "2",
                "ACTIVETIM,LMT,MKT",
                contract.exchange(),
                "1",
                "11004958",
                symbol + " future, simulated",
                "",
                ends.substring(0, 6),
                "",
                "",
                "",
                Hours.ZONE_NAME,
                sessions,
                sessions,
                "",
                "",
                "0",
                Integer.MAX_VALUE,
                symbol,
                "IND",
                "67,67",
                ends,
                "",
                "1",
                "1",
                "1");
    }
}
