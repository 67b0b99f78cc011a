package dev.feedwarden.plugin.simulator;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Unit;
import dev.feedwarden.api.service.Service;
import dev.feedwarden.api.service.ServiceContext;
import dev.feedwarden.api.service.ServiceProvider;
import dev.feedwarden.plugin.simulator.bybit.BybitExchange;
import dev.feedwarden.plugin.simulator.bybit.BybitOptions;
import dev.feedwarden.plugin.simulator.bybit.BybitRecording;
import dev.feedwarden.plugin.simulator.deribit.DeribitExchange;
import dev.feedwarden.plugin.simulator.deribit.DeribitOptions;
import dev.feedwarden.plugin.simulator.deribit.market.LiveOptions;
import dev.feedwarden.plugin.simulator.deribit.market.RecordedSession;
import dev.feedwarden.plugin.simulator.exchange.Pace;
import dev.feedwarden.plugin.simulator.ib.Hours;
import dev.feedwarden.plugin.simulator.ib.IbContract;
import dev.feedwarden.plugin.simulator.ib.IbExchange;
import dev.feedwarden.plugin.simulator.ib.IbOptions;
import dev.feedwarden.plugin.simulator.ib.IbRecording;
import dev.feedwarden.plugin.simulator.recording.RecordingException;
import dev.feedwarden.plugin.simulator.recording.RecordingReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Makes simulated exchanges. */
@Extension
public final class SimulatorProvider implements ServiceProvider {

    /** Connections that were refused because a limit was reached. */
    static final Metric REFUSED = new Metric(
            "simulator.refused", Metric.Kind.EVENT, Unit.NONE, "Connections refused because there were too many");

    @Override
    public String type() {
        return "simulator";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.optional("exchange", Setting.Type.TEXT, "deribit", "Which exchange: deribit, bybit or ib"),
                Setting.optional("feed", Setting.Type.TEXT, null, "The name the control knows it by; the exchange's"),
                Setting.optional(
                        "port", Setting.Type.INTEGER, 0, "The port on 127.0.0.1, 0 to 65535; 0 takes a free one"),
                Setting.optional("recording", Setting.Type.TEXT, null, "A recorded session to replay, JSON lines"),
                Setting.optional("speed", Setting.Type.TEXT, "fast", "How fast a recording is sent: recorded or fast"),
                Setting.optional("control", Setting.Type.FLAG, true, "Whether the exchange's port serves /sim/* too"),
                Setting.optional(
                        "path",
                        Setting.Type.TEXT,
                        "sim",
                        "Where the program's own server serves the control, 2 to 20 letters a to z; the first of a path serves it for all"),
                Setting.optional(
                        "truth_file", Setting.Type.TEXT, null, "Where every tick's message is written when it is sent"),
                Setting.optional(
                        "control_port",
                        Setting.Type.INTEGER,
                        null,
                        "A port of its own for the control, 0 to 65535; for exchanges that do not speak HTTP"),
                Setting.optional(
                        "contracts",
                        Setting.Type.TEXTS,
                        List.of("730283094=MNQZ6@CME:25000", "1000001=ESZ6@CME:6800", "1000002=CLF7@NYMEX:70"),
                        "What ib trades: id, name, exchange and a price, such as 730283094=MNQZ6@CME:25000"),
                Setting.optional(
                        "hours", Setting.Type.TEXT, "always", "When ib's contracts trade: always, cme or closed"),
                Setting.optional("currencies", Setting.Type.TEXTS, List.of("ETH", "BTC"), "Whose options are made up"),
                Setting.optional("instruments", Setting.Type.INTEGER, 480, "Options a currency, 20 to 2000"),
                Setting.optional("ticks_per_second", Setting.Type.INTEGER, 20, "Tickers a second in all, 1 to 10000"),
                Setting.optional("seed", Setting.Type.INTEGER, 1, "What prices and open interest are made from"),
                Setting.optional("raw", Setting.Type.FLAG, false, "Whether raw channels are open to everybody"));
    }

    @Override
    public List<Metric> metrics() {
        return List.of(REFUSED);
    }

    /** A recording is read as a whole, so that a broken line is found too. */
    @Override
    public void check(Settings given) {
        Settings settings = given.withDefaults(settings());
        port(settings);
        if (settings.has("control_port")) {
            settings.integer("control_port", 0, 65_535);
        }
        path(settings);
        file(settings, "truth_file");
        maker(settings);
        Path recording = file(settings, "recording");
        if (recording != null) {
            try {
                read(settings.text("exchange"), new RecordingReader(recording));
            } catch (RecordingException e) {
                throw new SettingException(
                        settings.path() + ".recording", "a recorded session", String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public Service create(Settings given, ServiceContext context) {
        Settings settings = given.withDefaults(settings());
        String feed = settings.has("feed") ? settings.text("feed") : settings.text("exchange");
        return new SimulatorService(
                context,
                feed,
                path(settings),
                port(settings),
                settings.flag("control"),
                settings.has("control_port") ? settings.integer("control_port", 0, 65_535) : null,
                file(settings, "truth_file"),
                maker(settings));
    }

    private static SimulatorService.Maker maker(Settings settings) {
        LiveOptions live = live(settings);
        Path recording = file(settings, "recording");
        Pace pace = pace(settings);
        return switch (settings.text("exchange")) {
            case "deribit" ->
                (vertx, timers, faults, refused) ->
                        new DeribitExchange(vertx, timers, faults, new DeribitOptions(live, recording, pace), refused);
            case "bybit" ->
                (vertx, timers, faults, refused) ->
                        new BybitExchange(vertx, timers, faults, new BybitOptions(live, recording, pace), refused);
            case "ib" -> {
                IbOptions options = gateway(settings, recording, pace);
                yield (vertx, timers, faults, refused) -> new IbExchange(vertx, timers, faults, options, refused);
            }
            default -> throw settings.unusable("exchange", "deribit, bybit or ib");
        };
    }

    private static IbOptions gateway(Settings settings, @Nullable Path recording, Pace pace) {
        List<IbContract> contracts = settings.texts("contracts").stream()
                .map(text -> IbContract.of(text)
                        .orElseThrow(() -> settings.unusable("contracts", "texts such as 730283094=MNQZ6@CME:25000")))
                .toList();
        return new IbOptions(
                contracts,
                Hours.named(settings.text("hours"))
                        .orElseThrow(() -> settings.unusable("hours", "always, cme or closed")),
                settings.integer("ticks_per_second", 1, 10_000),
                settings.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE),
                recording,
                pace);
    }

    private static void read(String exchange, RecordingReader reader) {
        if (exchange.equals("bybit")) {
            BybitRecording.read(reader);
        } else if (exchange.equals("ib")) {
            IbRecording.read(reader);
        } else {
            RecordedSession.read(reader);
        }
    }

    private static String path(Settings settings) {
        if (!settings.text("path").matches("[a-z]{2,20}")) {
            throw settings.unusable("path", "2 to 20 letters a to z");
        }
        return settings.text("path");
    }

    private static int port(Settings settings) {
        return settings.integer("port", 0, 65_535);
    }

    private static @Nullable Path file(Settings settings, String name) {
        try {
            return settings.has(name) ? Path.of(settings.text(name)) : null;
        } catch (InvalidPathException e) {
            throw settings.unusable(name, "the path of a file");
        }
    }

    private static LiveOptions live(Settings settings) {
        return new LiveOptions(
                settings.texts("currencies").stream()
                        .map(currency -> currency.toUpperCase(Locale.ROOT))
                        .toList(),
                settings.integer("instruments", 20, 2_000),
                settings.integer("ticks_per_second", 1, 10_000),
                settings.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE),
                settings.flag("raw"));
    }

    private static Pace pace(Settings settings) {
        return switch (settings.text("speed")) {
            case "fast" -> Pace.FAST;
            case "recorded" -> Pace.RECORDED;
            default -> throw settings.unusable("speed", "recorded or fast");
        };
    }
}
