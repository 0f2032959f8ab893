package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.target.Egress;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookalikesTest {

    @Test
    void namesThatBeginOrEndAsAListedOneDoes() {
        assertThat(Lookalikes.of(Egress.DEFAULT, "allowed.example", "refused.example"))
                .containsExactly(
                        "notallowed.example",
                        "below.allowed.example",
                        "notgranted.example",
                        "granted.example",
                        "allowed.example.refused.example",
                        "allowed.examplerefused.example");
    }

    @Test
    void namesThatAreListedAreNone() {
        Egress egress = Egress.granting(List.of("one.test", "NotOne.test", "*.refused.test"));
        assertThat(Lookalikes.of(egress, "one.test", "refused.test"))
                .containsExactly(
                        "below.one.test",
                        "notNotOne.test",
                        "below.NotOne.test",
                        "notrefused.test",
                        "refused.test",
                        "one.testrefused.test");
    }
}
