package dev.touchstone.reports.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.Runs;
import dev.touchstone.reports.verdict.Judge;
import dev.touchstone.suites.run.CheckResult.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownSummaryTest {

    private static String write(Runs runs) {
        return new MarkdownSummary().write(Judge.judge(runs.run(), Runs.CLOCK));
    }

    @Test
    void saysTheWorstFirst() {
        assertThat(write(Runs.everyOutcome())).isEqualTo("""
                # NONCONFORMANT: mine (command), judged by cowork-1

                1 violated, 1 undetermined, 1 waived, 1 conform, 2 not applicable. Began 2026-11-21T20:00:00.123Z; \
                booted in 121 ms, 345 system calls in 210 ms, 812 ms in all.

                ## Violations

                | Property | Claim | Expected | Observed | What happened, where to look | Source |
                |---|---|---|---|---|---|
                | PRV-02 (high) | claim of PRV-02 | `0` | `` 1 \\x1b[2J<script>alert(1)</script>\\|`x` `` \
                | check 1: `` expected 0 but was 1 \\x1b[2J<script>alert(1)</script>\\|`x` `` \
                | seed: sentence of PRV-02 ([link](https://example.org/seed)) |

                ## Undetermined

                | Property | Claim | Observed | Why |
                |---|---|---|---|
                | NET-01 (medium) | claim of NET-01 | – | `GuestException: no answer within 2 s` |

                ## Waived

                | Property | Claim | Observed | Why |
                |---|---|---|---|
                | OS-01 (low) | claim of OS-01 | `Debian 12` | `waived until 2027-06-30 by platform-team: no mirror here ⏎ \
                expected 0 but was Debian 12` |

                ## Waivers that were not needed

                - PRV-01 by platform-team, until 2027-06-30: the property conforms (its reason: no mirror here)

                <details><summary>Not applicable: 2 properties</summary>

                - CPU-01: this kind of target does not show the machine
                - ISO-11: profile cowork-1 does not judge what has the basis hardening

                </details>

                ## Notes

                - `the main process is a stand-in`
                """);
    }

    @Test
    void saysWhatToLookAt() {
        assertThat(write(new Runs()
                        .property("OS-04")
                        .result(
                                "OS-04",
                                Status.FAILED,
                                "claude",
                                "evil",
                                "the host name is evil\n  documented: claude\n  look at:    bwrap --hostname")))
                .contains("| check 1: `the host name is evil`, look at `bwrap --hostname` |");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a,`a`",
                "a`b,``a`b``",
                "`,`` ` ``",
                "a``b`,``` a``b` ```",
                "a|b,`a\\|b`",
                "a\\|b,`a\\\\\\|b`",
                "<b>,`<b>`",
                "@all http://x,`@all http://x`",
            })
    void codeStaysCode(String value, String expected) {
        assertThat(Markdown.code(value)).isEqualTo(expected);
    }

    @Test
    void codeStaysOnOneLineAndShort() {
        assertThat(Markdown.code("a\n\n# b\tc\u001b")).isEqualTo("`a ⏎ # b c\\x1b`");
        assertThat(Markdown.code("x".repeat(1000))).hasSizeLessThan(450).contains("… (600 more characters)");
        assertThat(Markdown.code(" ")).isEqualTo("–");
        assertThat(Markdown.code(null)).isEqualTo("–");
    }

    @Test
    void wordsStayWords() {
        assertThat(Markdown.text("a <b> & [c](d) `e` |f| *g*\nh"))
                .isEqualTo("a &lt;b&gt; &amp; \\[c\\](d) \\`e\\` \\|f\\| \\*g\\* h");
    }
}
