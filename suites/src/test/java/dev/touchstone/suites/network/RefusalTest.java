package dev.touchstone.suites.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.fixtures.egress.client.ConnectOutcome;
import dev.touchstone.fixtures.egress.client.Endpoint;
import dev.touchstone.fixtures.egress.client.HttpAnswer;
import dev.touchstone.fixtures.egress.client.ProxyOutcome;
import dev.touchstone.fixtures.egress.client.SocksReply;
import dev.touchstone.fixtures.egress.client.StreamOutcome;
import dev.touchstone.fixtures.guest.Result;
import dev.touchstone.suites.network.Refusal.Meaning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    private final Refusal refusal = new Refusal(403, "X-Proxy-Error", "blocked-by-allowlist", 2, 7);

    @Test
    void theDocumentedAnswerIsTold() {
        assertThat(http(403, "blocked-by-allowlist")).isEqualTo(Meaning.DOCUMENTED);
        assertThat(http(403, "something-else")).isEqualTo(Meaning.REFUSED);
        assertThat(refusal.describe()).isEqualTo("403 with X-Proxy-Error: blocked-by-allowlist, by SOCKS 02");
    }

    @ParameterizedTest
    @CsvSource({
        "200, LET_THROUGH",
        "301, LET_THROUGH",
        "400, REFUSED",
        "403, REFUSED",
        "405, REFUSED",
        "500, LET_THROUGH",
        "502, LET_THROUGH",
        "504, LET_THROUGH"
    })
    void whatAStatusMeans(int status, Meaning meaning) {
        assertThat(meaning(new HttpAnswer(status, Map.of(), new byte[0]))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "0, LET_THROUGH",
        "1, REFUSED",
        "2, DOCUMENTED",
        "3, LET_THROUGH",
        "4, LET_THROUGH",
        "5, LET_THROUGH",
        "6, LET_THROUGH",
        "7, DOCUMENTED",
        "8, REFUSED",
        "9, UNCLEAR",
        "511, UNCLEAR"
    })
    void whatASocksReplyMeans(int code, Meaning meaning) {
        assertThat(meaning(new SocksReply(code))).isEqualTo(meaning);
    }

    @Test
    void whatHasArrivedWasLetThroughWhateverTheAnswer() {
        HttpAnswer refused = new HttpAnswer(403, Map.of("x-proxy-error", List.of("blocked-by-allowlist")), new byte[0]);
        assertThat(refusal.meaning(new ProxyOutcome.Answered<>(refused), 1)).isEqualTo(Meaning.LET_THROUGH);
    }

    @Test
    void whoHangsUpRefusesAndWhoIsSilentDoesNot() {
        assertThat(refusal.meaning(new ProxyOutcome.Cut<>(new StreamOutcome.Ended()), 0))
                .isEqualTo(Meaning.REFUSED);
        assertThat(refusal.meaning(new ProxyOutcome.Cut<>(new StreamOutcome.Failed(new Result(-104))), 0))
                .isEqualTo(Meaning.REFUSED);
        assertThat(refusal.meaning(new ProxyOutcome.Cut<>(new StreamOutcome.TimedOut(Duration.ofSeconds(1))), 0))
                .isEqualTo(Meaning.UNCLEAR);
    }

    @Test
    void whereThereIsNoProxyNothingIsRefused() {
        ProxyOutcome<HttpAnswer> none = new ProxyOutcome.NotConnected<>(
                Endpoint.loopback(3128), new ConnectOutcome.TimedOut(Duration.ofSeconds(1)));
        assertThat(refusal.meaning(none, 0)).isEqualTo(Meaning.UNCLEAR);
        assertThat(refusal.meaning(new ProxyOutcome.Garbled<>("noise"), 0)).isEqualTo(Meaning.UNCLEAR);
    }

    private Meaning http(int status, String reason) {
        return meaning(new HttpAnswer(status, Map.of("x-proxy-error", List.of(reason)), new byte[0]));
    }

    private Meaning meaning(Object said) {
        return refusal.meaning(new ProxyOutcome.Answered<>(said), 0);
    }
}
