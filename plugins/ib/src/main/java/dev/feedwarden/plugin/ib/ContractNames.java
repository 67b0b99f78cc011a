package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The contracts as the configuration names them: {@code 730283094}, {@code 730283094@CME:quotes+trades}. */
final class ContractNames {

    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,8}|1[0-9]{9})(?:@([A-Z0-9.]{1,20}))?(?::(.+))?");
    private static final String EXPECTED =
            "contract ids such as 730283094, 730283094@CME or 730283094@CME:quotes+trades, each once";

    private ContractNames() {}

    static List<Contract> read(Settings settings) {
        List<StreamKind> usual =
                kinds(settings, "streams", settings.texts("streams"), "quotes, trades, all-trades, bid-ask");
        List<Contract> contracts = new ArrayList<>();
        for (String name : settings.texts("contracts")) {
            Matcher matcher = NAME.matcher(name.strip());
            if (!matcher.matches()) {
                throw settings.unusable("contracts", EXPECTED);
            }
            String exchange = matcher.group(2) == null ? "" : matcher.group(2);
            List<StreamKind> kinds = matcher.group(3) == null
                    ? usual
                    : kinds(settings, "contracts", List.of(matcher.group(3).split("\\+", -1)), EXPECTED);
            contracts.add(new Contract(Integer.parseInt(matcher.group(1)), exchange, kinds));
        }
        if (contracts.stream().map(Contract::conId).distinct().count() < contracts.size()) {
            throw settings.unusable("contracts", EXPECTED);
        }
        checkLines(settings, contracts);
        return List.copyOf(contracts);
    }

    /** An account has so many lines, and a twentieth of them may be tick by tick (IB's TWS API, market data limits). */
    private static void checkLines(Settings settings, List<Contract> contracts) {
        int lines = settings.integer("lines", 1, 1_000);
        int tickByTick = Math.max(1, lines / 20);
        long all = contracts.stream()
                .filter(contract -> contract.kinds().contains(StreamKind.QUOTES))
                .count();
        long precise = contracts.stream()
                .flatMap(contract -> contract.kinds().stream())
                .filter(StreamKind::isTickByTick)
                .count();
        if (all > lines || precise > tickByTick) {
            throw settings.unusable(
                    "contracts",
                    "at most " + lines + " with quotes and " + tickByTick + " tick-by-tick streams (trades, all-trades,"
                            + " bid-ask) in all, as the account has " + lines + " lines");
        }
    }

    private static List<StreamKind> kinds(Settings settings, String name, List<String> words, String expected) {
        List<StreamKind> kinds = new ArrayList<>();
        for (String word : words) {
            StreamKind kind = StreamKind.of(word);
            if (kind == null || kinds.contains(kind)) {
                throw settings.unusable(name, expected);
            }
            kinds.add(kind);
        }
        if (kinds.isEmpty()) {
            throw settings.unusable(name, expected);
        }
        return kinds;
    }
}
