package dev.touchstone.suites.network;

import dev.touchstone.fixtures.target.Egress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names that are not on an allow list, but look so to a careless comparison. */
final class Lookalikes {
    private static final String ANY_BELOW = "*.";

    private Lookalikes() {}

    /**
     * @param allowed a name that the list lets through
     * @param refused a name that it does not
     */
    static List<String> of(Egress egress, String allowed, String refused) {
        List<String> names = new ArrayList<>();
        for (String entry : egress.allow()) {
            boolean wildcard = entry.startsWith(ANY_BELOW);
            String domain = wildcard ? entry.substring(ANY_BELOW.length()) : entry;
            names.add("not" + domain);
            names.add(wildcard ? domain : "below." + domain);
        }
        names.add(allowed + "." + refused);
        names.add(allowed + refused);
        return names.stream()
                .distinct()
                .filter(name -> !listed(egress.allow(), name))
                .toList();
    }

    private static boolean listed(List<String> allow, String name) {
        return allow.stream()
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .anyMatch(
                        entry -> entry.startsWith(ANY_BELOW) ? name.endsWith(entry.substring(1)) : name.equals(entry));
    }
}
