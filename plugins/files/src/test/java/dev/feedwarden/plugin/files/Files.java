package dev.feedwarden.plugin.files;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.api.tick.Trade;
import dev.feedwarden.plugin.files.format.Header;
import dev.feedwarden.plugin.files.format.Quote;
import dev.feedwarden.plugin.files.format.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads what the sink has written. */
final class Files {

    private Files() {}

    /** All files below a folder, growing ones too. */
    static List<Path> below(Disk disk, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path feed : disk.list(folder)) {
            for (Path day : disk.list(feed)) {
                files.addAll(disk.list(day));
            }
        }
        return files;
    }

    /** All rows below a folder by their sequences; not those of files that were set aside. */
    static List<Batch.Row> rows(Disk disk, Path folder) throws IOException {
        List<Batch.Row> rows = new ArrayList<>();
        for (Path path : below(disk, folder)) {
            if (!path.toString().endsWith(".damaged")) {
                rows.addAll(read(disk, path));
            }
        }
        rows.sort(Comparator.comparingLong(Batch.Row::sequence));
        return rows;
    }

    static List<Batch.Row> read(Disk disk, Path path) throws IOException {
        List<Batch.Row> rows = new ArrayList<>();
        try (Disk.File file = disk.open(path)) {
            MessageScanner scanner = new MessageScanner(file::read);
            Header header = Header.parseFrom(scanner.next());
            for (byte[] next = scanner.next(); next != null; next = scanner.next()) {
                Row row = Row.parseFrom(next);
                rows.add(new Batch.Row(row.getSequence(), tick(header, row)));
            }
        }
        return rows;
    }

    private static Tick tick(Header header, Row row) {
        if (row.hasTrade()) {
            return new Trade(
                    header.getFeed(),
                    header.getInstrument(),
                    row.getExchangeMicros(),
                    row.getReceivedMicros(),
                    row.getTrade().getId(),
                    row.getTrade().hasPrice() ? row.getTrade().getPrice() : Double.NaN,
                    row.getTrade().hasSize() ? row.getTrade().getSize() : Double.NaN,
                    Trade.Side.valueOf(row.getTrade().getSide().name().substring("SIDE_".length())));
        }
        QuoteBuilder tick = new QuoteBuilder(
                header.getFeed(), header.getInstrument(), row.getExchangeMicros(), row.getReceivedMicros());
        Quote quote = row.getQuote();
        return tick.bid(or(quote.hasBid(), quote.getBid()))
                .ask(or(quote.hasAsk(), quote.getAsk()))
                .bidSize(or(quote.hasBidSize(), quote.getBidSize()))
                .askSize(or(quote.hasAskSize(), quote.getAskSize()))
                .last(or(quote.hasLast(), quote.getLast()))
                .mark(or(quote.hasMark(), quote.getMark()))
                .bidIv(or(quote.hasBidIv(), quote.getBidIv()))
                .askIv(or(quote.hasAskIv(), quote.getAskIv()))
                .markIv(or(quote.hasMarkIv(), quote.getMarkIv()))
                .underlying(or(quote.hasUnderlying(), quote.getUnderlying()))
                .index(or(quote.hasIndex(), quote.getIndex()))
                .openInterest(or(quote.hasOpenInterest(), quote.getOpenInterest()))
                .delta(or(quote.hasDelta(), quote.getDelta()))
                .gamma(or(quote.hasGamma(), quote.getGamma()))
                .vega(or(quote.hasVega(), quote.getVega()))
                .theta(or(quote.hasTheta(), quote.getTheta()))
                .rho(or(quote.hasRho(), quote.getRho()))
                .build();
    }

    private static double or(boolean there, double value) {
        return there ? value : Double.NaN;
    }
}
