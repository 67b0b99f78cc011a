package dev.feedwarden.plugin.simulator.deribit;

/** Breaks data messages in three ways, in turn: JSON that ends early, data of the wrong type, fields of the wrong type. */
final class Spoiler {

    private int turn;

    String spoil(String text) {
        return switch (turn++ % 3) {
            case 0 -> text.substring(0, text.length() / 2);
            case 1 -> text.replaceFirst("\"data\":.*", "\"data\":\"spoiled\"}}");
            default ->
                text.replaceFirst("\"timestamp\":\\d+", "\"timestamp\":\"soon\"")
                        .replaceFirst("\"instrument_name\":\"[^\"]*\"", "\"instrument_name\":{}");
        };
    }
}
