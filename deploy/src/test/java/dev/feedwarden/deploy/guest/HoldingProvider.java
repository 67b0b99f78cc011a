package dev.feedwarden.deploy.guest;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.pf4j.Extension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin's check that holds its event loop for as long as a file is there, and logs that it does. */
@Extension
public final class HoldingProvider implements HealthCheckProvider {

    private static final Logger LOG = LoggerFactory.getLogger(HoldingProvider.class);

    private static final Setting FILE =
            Setting.required("file", Setting.Type.TEXT, "While it is there the loop is held");

    @Override
    public String type() {
        return "holding";
    }

    @Override
    public List<Setting> settings() {
        return List.of(FILE);
    }

    @Override
    public HealthCheck create(Settings settings, Context context) {
        return check(Path.of(settings.text(FILE.name())));
    }

    /** A check that holds its loop while the file is there. */
    public static HealthCheck check(Path file) {
        return new HealthCheck() {
            @Override
            public Future<List<Reading>> check() {
                if (Files.exists(file)) {
                    LOG.warn("event=loop-held");
                }
                while (Files.exists(file)) {
                    LockSupport.parkNanos(10_000_000);
                }
                return Future.succeededFuture(List.of());
            }

            @Override
            public Future<Void> close() {
                return Future.succeededFuture();
            }
        };
    }
}
