package dev.feedwarden.plugin.ib;

/** A frame that cannot be understood: which field, what was expected and what was found. */
final class CodecException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;

    CodecException(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    String text() {
        return text;
    }
}
