package dev.touchstone.reports.allure;

import dev.touchstone.reports.text.VisibleText;

/** Text in HTML that stays text. */
final class Html {
    private Html() {}

    static String text(String text) {
        return VisibleText.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
