package dev.feedwarden.supervisor.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;

/**
 * The page's few files, read once from the class path. A fixed list served from memory needs no cache folder and knows no
 * path that a request could leave.
 */
final class Assets {

    private Assets() {}

    static void mount(Router router) {
        serve(router, "/", "index.html", "text/html; charset=utf-8");
        serve(router, "/app.js", "app.js", "text/javascript; charset=utf-8");
        serve(router, "/style.css", "style.css", "text/css; charset=utf-8");
        serve(router, "/icon.svg", "icon.svg", "image/svg+xml");
    }

    private static void serve(Router router, String path, String file, String type) {
        byte[] bytes = read(file);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        String tag = "\"" + Long.toHexString(crc.getValue()) + "\"";
        Buffer body = Buffer.buffer(bytes);
        Answers.get(router, path).handler(call -> answer(call, body, type, tag));
    }

    private static void answer(RoutingContext call, Buffer body, String type, String tag) {
        call.response().putHeader(HttpHeaders.ETAG, tag).putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (tag.equals(call.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            call.response().setStatusCode(304).end();
            return;
        }
        call.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
    }

    private static byte[] read(String file) {
        try (InputStream in = Assets.class.getResourceAsStream("/web/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: /web/" + file + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading /web/" + file, e);
        }
    }
}
