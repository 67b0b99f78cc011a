package dev.feedwarden.supervisor.web;

/** A small picture of one word, as other pages show it. */
final class Badge {

    private static final double LETTER = 6.6;
    private static final int PAD = 12;

    private Badge() {}

    /**
     * The picture.
     *
     * @param colour dark enough for white letters
     */
    static String svg(String label, String word, String colour) {
        int left = width(label);
        int right = width(word);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="20" role="img" aria-label="%s">
                <title>%s</title>
                <rect width="%d" height="20" rx="3" fill="#3b4652"/>
                <path d="M%d 0h%da3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-%dz" fill="%s"/>
                <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
                <text x="%d" y="14">%s</text><text x="%d" y="14">%s</text></g>
                </svg>
                """.formatted(
                        left + right,
                        Html.escape(label + ": " + word),
                        Html.escape(label + ": " + word),
                        left + right,
                        left,
                        right - 3,
                        right - 3,
                        colour,
                        left / 2,
                        Html.escape(label),
                        left + right / 2,
                        Html.escape(word));
    }

    private static int width(String text) {
        return (int) Math.ceil(text.codePointCount(0, text.length()) * LETTER) + PAD;
    }
}
