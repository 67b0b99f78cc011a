package dev.feedwarden.supervisor.web;

import io.vertx.core.json.JsonObject;

/** A part of a request's address that is not as it must be. */
final class WrongParameter extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 60;

    private final String name;
    private final String expected;
    private final String found;

    WrongParameter(String name, String expected, String found) {
        super(name + ": expected " + expected);
        this.name = name;
        this.expected = expected;
        this.found = found.length() <= MOST_SHOWN ? found : found.substring(0, MOST_SHOWN) + "...";
    }

    JsonObject json() {
        return new JsonObject()
                .put("error", getMessage())
                .put("parameter", name)
                .put("expected", expected)
                .put("found", found);
    }
}
