package dev.touchstone.suites.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AppearanceTest {
    private static Appearance of(Map<String, String> parts) {
        return new Appearance(new TreeMap<>(parts));
    }

    @Test
    void namesWhatCameAndWhatWent() {
        Appearance before = of(Map.of("mounts", "/usr ro\n/tmp rw", "name", "claude"));
        Appearance after = of(Map.of("mounts", "/usr rw\n/tmp rw\n/host ro", "name", "claude"));

        assertThat(before.differencesIn(after)).containsExactly("mounts: /usr ro became /usr rw; /host ro");
    }

    @Test
    void tellsWhatOnlyCameFromWhatOnlyWent() {
        Appearance less = of(Map.of("mounts", "/usr"));
        Appearance more = of(Map.of("mounts", "/usr\n/usr\n/host"));

        assertThat(less.differencesIn(more)).containsExactly("mounts: also /usr; /host");
        assertThat(more.differencesIn(less)).containsExactly("mounts: /usr; /host became nothing");
    }

    @Test
    void noticesAnotherOrder() {
        assertThat(of(Map.of("mounts", "/a\n/b")).differencesIn(of(Map.of("mounts", "/b\n/a"))))
                .containsExactly("mounts: in another order");
    }

    @Test
    void comparesOnlyWhatWasLookedAt() {
        assertThat(of(Map.of("proxies", "403", "name", "claude")).differencesIn(of(Map.of("name", "claude"))))
                .isEmpty();
    }

    @Test
    void whatTwoBootsDoNotHaveInCommonDoesNotCount() {
        Appearance common =
                of(Map.of("name", "claude", "ids", "1")).inCommonWith(of(Map.of("name", "claude", "ids", "2")));

        assertThat(common.parts()).containsOnlyKeys("name");
        assertThat(common.differencesIn(of(Map.of("name", "claude", "ids", "3"))))
                .isEmpty();
    }
}
