package dev.feedwarden.plugin.http;

/** What all providers of this plugin say of themselves. */
final class HttpPlugin {

    /** The name under which the configuration asks for them, in whatever section. */
    static final String TYPE = "http";

    private HttpPlugin() {}
}
