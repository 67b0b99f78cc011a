package dev.feedwarden.supervisor.config;

import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import dev.feedwarden.supervisor.alert.MailSettings;
import dev.feedwarden.supervisor.config.Config.Connection;
import dev.feedwarden.supervisor.config.Config.Instance;
import dev.feedwarden.supervisor.web.WebServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The configuration for a person to look at. References such as {@code ${env:NAME}} are shown as they stand in the file and
 * never filled in, and a secret can only be a reference. Of addresses, user, password and query are left out; of what is
 * named like a secret, everything.
 */
public final class ShownConfig {

    private static final String HIDDEN = "***";
    private static final Pattern SECRET = Pattern.compile(".*(password|secret|token|key|hash|credential).*");
    private static final Pattern USER = Pattern.compile("://.*@", Pattern.DOTALL);
    private static final Pattern BARE_USER = Pattern.compile("^[^@/]*:[^@]*@", Pattern.DOTALL);
    private static final Pattern QUERY = Pattern.compile("(://[^?#]*)[?#].*", Pattern.DOTALL);

    private ShownConfig() {}

    /**
     * {@code {"file", "data", "http", "rules", "timeScale", "historyKeptDays", "users", "otlp", "mail", "connections",
     * "instances"}}.
     */
    public static JsonObject of(Config config) {
        JsonArray connections = new JsonArray();
        config.connections().values().stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .map(ShownConfig::connection)
                .forEach(connections::add);
        JsonArray instances = new JsonArray();
        config.instances().stream().map(ShownConfig::instance).forEach(instances::add);
        JsonArray users = new JsonArray();
        config.users()
                .forEach(user -> users.add(new JsonObject()
                        .put("name", user.name())
                        .put("password", user.hash() != null)
                        .put("token", user.token() != null)));
        JsonArray rules = new JsonArray();
        config.rules().forEach(path -> rules.add(path.toString()));
        return new JsonObject()
                .put("file", config.file().toString())
                .put("data", config.data().toString())
                .put("http", http(config.http()))
                .put("rules", rules)
                .put("timeScale", config.timeScale())
                .put("historyKeptDays", config.history().keep().toDays())
                .put("users", users)
                .put(
                        "otlp",
                        config.otlp() == null
                                ? null
                                : config.otlp().url().resolve("/").toString())
                .put("mail", mail(config.mail()))
                .put("connections", connections)
                .put("instances", instances);
    }

    private static JsonObject http(WebServer.Address http) {
        return new JsonObject()
                .put("host", http.host())
                .put("port", http.port())
                .put("read", http.read().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("names", new JsonArray(http.names()))
                .put("proxies", new JsonArray(http.proxies()))
                .put("tls", http.tls() != null);
    }

    private static JsonObject mail(MailSettings mail) {
        return new JsonObject()
                .put("host", mail.host())
                .put("port", mail.configured() ? mail.port() : null)
                .put("user", mail.user())
                .put("password", mail.password() == null ? null : HIDDEN)
                .put("from", mail.from())
                .put("to", new JsonArray(mail.to()));
    }

    private static JsonObject connection(Connection connection) {
        return new JsonObject()
                .put("id", connection.id())
                .put("plugin", connection.type())
                .put("settings", mapping(connection.body()));
    }

    private static JsonObject instance(Instance instance) {
        return new JsonObject()
                .put("section", instance.kind().section())
                .put("id", instance.id())
                .put("plugin", instance.type())
                .put("settings", mapping(instance.body()));
    }

    private static JsonObject mapping(Mapping body) {
        JsonObject json = new JsonObject();
        for (Map.Entry<String, Mapping.Entry> entry : body.entries().entrySet()) {
            json.put(entry.getKey(), value(entry.getKey(), entry.getValue().value()));
        }
        return json;
    }

    private static Object value(String name, Node node) {
        if (node instanceof Mapping mapping) {
            return mapping(mapping);
        }
        if (node instanceof Sequence list) {
            JsonArray json = new JsonArray();
            list.items().forEach(item -> json.add(value(name, item)));
            return json;
        }
        Scalar scalar = (Scalar) node;
        boolean secret = SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches();
        return secret && !Values.refers(scalar) ? HIDDEN : shown(scalar.text());
    }

    static String shown(String text) {
        Pattern user = text.contains("://") ? USER : BARE_USER;
        String without = user.matcher(text).replaceFirst(text.contains("://") ? "://***@" : "***@");
        return QUERY.matcher(without).replaceFirst("$1?***");
    }
}
