package dev.feedwarden.supervisor.plugin;

/** A plugin that cannot be loaded or run as it should; the message alone says why, in one line. */
public final class PluginFailure extends Exception {

    private static final long serialVersionUID = 1L;

    PluginFailure(String message) {
        super(message);
    }
}
