package dev.feedwarden.supervisor.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.CSPHandler;
import io.vertx.ext.web.handler.XFrameHandler;

/** What every answer carries, so that nothing but the page's own files runs in a browser. */
final class SecurityHeaders {

    private SecurityHeaders() {}

    static void mount(Router router, Visitor visitor) {
        router.route()
                .handler(CSPHandler.create()
                        .setDirective("default-src", "'none'")
                        .addDirective("script-src", "'self'")
                        .addDirective("style-src", "'self'")
                        .addDirective("connect-src", "'self'")
                        .addDirective("img-src", "'self'")
                        .addDirective("base-uri", "'none'")
                        .addDirective("form-action", "'self'")
                        .addDirective("frame-ancestors", "'none'"))
                .handler(XFrameHandler.create(XFrameHandler.DENY))
                .handler(call -> {
                    call.response()
                            .putHeader("X-Content-Type-Options", "nosniff")
                            .putHeader("Referrer-Policy", "no-referrer");
                    if (visitor.secure(call.request())) {
                        call.response().putHeader("Strict-Transport-Security", "max-age=31536000");
                    }
                    call.next();
                });
    }
}
