package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetReader;
import dev.touchstone.suites.run.CheckResult;
import dev.touchstone.suites.run.CheckResult.Status;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference with one mistake in the proxies' policy: the checks that are there for it say so, and no others. */
@Tag("boots")
@Timeout(120)
class WeakPolicyIT {
    private static final Path REFERENCE =
            Path.of(System.getProperty("touchstone.root", ".."), "targets", "reference.yaml");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "allow-everything | NET-05 NET-07 | CONNECT refused.example:443: HTTP 200, arrived at the canary",
                "any-port | NET-05 | CONNECT allowed.example:22: HTTP 200, arrived at the canary",
                "ip-literals | NET-05 NET-07 | SOCKS CONNECT 2130706433:443: SOCKS reply 00 (SUCCESS), arrived at the canary",
                "link-local | NET-07 | GET http://169.254.169.254/: HTTP 200, arrived at the canary",
                "suffix-without-dot | NET-05 | GET http://notgranted.example/: HTTP 200, arrived at the canary",
                "nul-in-name | NET-05 | CONNECT allowed.example\\0.refused.example:443 with Host: allowed.example:443: HTTP 200,"
                        + " arrived at the canary",
                "host-header | NET-05 | GET http://refused.example/ with Host: allowed.example: HTTP 200,"
                        + " arrived at the canary",
                "socks-udp-associate | NET-05 | SOCKS UDP ASSOCIATE: SOCKS reply 00 (SUCCESS)",
                "socks-bind | NET-05 | SOCKS BIND allowed.example:443: SOCKS reply 00 (SUCCESS)"
            })
    void aHoleIsFoundAndNamed(String hole, String properties, String line) {
        List<CheckResult> results = Audits.of(referenceWith(hole), "NET-05", "NET-07");

        assertThat(results).extracting(CheckResult::status).doesNotContain(Status.BROKEN);
        assertThat(violated(results)).isEqualTo(new TreeSet<>(Set.of(properties.split(" "))));
        assertThat(results.stream()
                        .map(CheckResult::message)
                        .filter(message -> message != null)
                        .collect(Collectors.joining("\n")))
                .contains(line);
    }

    private static Target referenceWith(String hole) {
        TargetReader reader = new TargetReader(Clock.systemUTC());
        ObjectNode tree = (ObjectNode) reader.tree(REFERENCE);
        ((ObjectNode) tree.get("egress")).putArray("weaknesses").add(hole);
        return reader.fromTree(tree, REFERENCE);
    }

    private static Set<String> violated(List<CheckResult> results) {
        return results.stream()
                .filter(result -> result.status() == Status.FAILED)
                .map(CheckResult::property)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
