package dev.feedwarden.plugin.redis;

/** What all providers of this plugin say of themselves. */
final class RedisPlugin {

    /** The name under which the configuration asks for them, in whatever section. */
    static final String TYPE = "redis";

    private RedisPlugin() {}
}
