package dev.feedwarden.plugin.drill;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import java.nio.file.Path;
import java.util.List;
import org.pf4j.Extension;

/** Makes the check {@code drill}. */
@Extension
public final class OrderCheckProvider implements HealthCheckProvider {

    private static final String ORDERS = "orders";

    @Override
    public String type() {
        return "drill";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.required(ORDERS, Setting.Type.TEXT, "The folder in which orders are found"));
    }

    @Override
    public HealthCheck create(Settings settings, Context context) {
        return new OrderCheck(Path.of(settings.text(ORDERS)), context);
    }
}
