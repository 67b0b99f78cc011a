package dev.feedwarden.api;

/** A setting that cannot be used: where, what was expected and what was found. */
public final class SettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * @param path where in the configuration, such as {@code feeds.deribit.top}
     * @param expected what would have been right
     * @param found what stands there
     */
    public SettingException(String path, String expected, String found) {
        super(path + ": expected " + expected + ", found " + found);
        this.path = path;
    }

    /** Where in the configuration, such as {@code feeds.deribit.top}. */
    public String path() {
        return path;
    }
}
