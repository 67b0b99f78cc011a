package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import java.time.Duration;
import java.util.List;
import org.pf4j.Extension;

/** Makes checks of our clock against a time server. None is asked unless it is named. */
@Extension
public final class NtpCheckProvider implements HealthCheckProvider {

    private static final Setting SERVER =
            Setting.required("server", Setting.Type.TEXT, "Name or address of the time server");
    private static final Setting PORT = Setting.optional("port", Setting.Type.INTEGER, 123, "Its UDP port, 1 to 65535");
    private static final Setting TIMEOUT = Setting.optional(
            "answer_timeout", Setting.Type.DURATION, "2s", "How long its answer may take, 100ms to 1m");

    @Override
    public String type() {
        return "host-ntp";
    }

    @Override
    public List<Setting> settings() {
        return List.of(SERVER, PORT, TIMEOUT);
    }

    @Override
    public List<Metric> metrics() {
        return HostMetric.of("ntp");
    }

    @Override
    public void check(Settings given) {
        Settings settings = given.withDefaults(settings());
        server(settings);
        timeout(settings);
        settings.integer(PORT.name(), 1, 65_535);
    }

    @Override
    public HealthCheck create(Settings given, Context context) {
        Settings settings = given.withDefaults(settings());
        return new NtpCheck(context, server(settings), settings.integer(PORT.name(), 1, 65_535), timeout(settings));
    }

    private static String server(Settings settings) {
        String server = settings.text(SERVER.name());
        if (!server.matches("[A-Za-z0-9:][A-Za-z0-9.:-]{0,252}")) {
            throw settings.unusable(SERVER.name(), "the name or address of a server");
        }
        return server;
    }

    private static Duration timeout(Settings settings) {
        Duration timeout = settings.duration(TIMEOUT.name());
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw settings.unusable(TIMEOUT.name(), "a duration from 100ms to 1m");
        }
        return timeout;
    }
}
