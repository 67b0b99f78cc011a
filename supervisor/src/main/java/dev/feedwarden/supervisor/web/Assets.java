package dev.feedwarden.supervisor.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The page's files, read once from the class path: {@code /assets/{file}}. A fixed list served from memory needs no cache
 * folder and knows no path that a request could leave.
 */
final class Assets {

    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final List<String> SCRIPTS = List.of(
            "app",
            "audit",
            "chart",
            "demo",
            "dom",
            "feed",
            "history",
            "incident",
            "incidents",
            "live",
            "outbox",
            "overview",
            "plugins",
            "rule",
            "rules",
            "session",
            "settings",
            "silences",
            "spark",
            "stream",
            "streams",
            "words");

    private final Map<String, Asset> files = new HashMap<>();

    private Assets() {
        SCRIPTS.forEach(name -> add(name + ".js", "/web/" + name + ".js", SCRIPT));
        add("style.css", "/web/style.css", STYLE);
        add("icon.svg", "/web/icon.svg", "image/svg+xml");
        add("uplot.js", CHARTS + "uPlot.iife.min.js", SCRIPT);
        add("uplot.css", CHARTS + "uPlot.min.css", STYLE);
    }

    static void mount(Router router) {
        Assets assets = new Assets();
        Answers.get(router, "/assets/:file").handler(assets::answer);
    }

    /** A file of the page as text. */
    static String text(String file) {
        return new String(read("/web/" + file), UTF_8);
    }

    private void add(String name, String resource, String type) {
        byte[] bytes = read(resource);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        files.put(name, new Asset(Buffer.buffer(bytes), type, "\"" + Long.toHexString(crc.getValue()) + "\""));
    }

    private void answer(RoutingContext call) {
        Asset asset = files.get(call.pathParam("file"));
        if (asset == null) {
            Answers.error(call, 404, "there is nothing at this address");
            return;
        }
        call.response().putHeader(HttpHeaders.ETAG, asset.tag).putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (asset.tag.equals(call.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            call.response().setStatusCode(304).end();
            return;
        }
        call.response().putHeader(HttpHeaders.CONTENT_TYPE, asset.type).end(asset.body);
    }

    private static byte[] read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: " + resource + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + resource, e);
        }
    }

    private record Asset(Buffer body, String type, String tag) {}
}
