package dev.touchstone.reports.text;

/** Text in HTML that stays text. */
public final class Html {
    private Html() {}

    /** The text, made visible and escaped for an element or an attribute in quotes. */
    public static String text(String text) {
        return VisibleText.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
