package dev.touchstone.reports.verdict;

/** A pattern over a whole value: {@code *} stands for any text, {@code ?} for one character, the rest for itself. */
record Glob(String pattern) {

    /** Takes time in proportion to both lengths multiplied at worst, whatever the sandbox says. */
    boolean matches(String value) {
        int star = -1;
        int resume = 0;
        int p = 0;
        int v = 0;
        while (v < value.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = v;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == value.charAt(v))) {
                p++;
                v++;
            } else if (star >= 0) {
                p = star + 1;
                v = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
