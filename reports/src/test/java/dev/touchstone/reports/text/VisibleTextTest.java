package dev.touchstone.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VisibleTextTest {

    @Test
    void spellsOutWhatSteersATerminal() {
        assertThat(VisibleText.of("a\u001b[2J\u009b0m\r\u0007\u007f\u0000b"))
                .isEqualTo("a\\x1b[2J\\x9b0m\\x0d\\x07\\x7f\\x00b");
    }

    @Test
    void spellsOutWhatHidesOrReorders() {
        assertThat(VisibleText.of("a\u202eb\u200bc\ufeffd\u2028e")).isEqualTo("a\\u202eb\\u200bc\\ufeffd\\u2028e");
    }

    @Test
    void spellsOutHalfACharacter() {
        assertThat(VisibleText.of("\ud83d!")).isEqualTo("\\ud83d!");
        assertThat(VisibleText.of("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
    }

    @Test
    void keepsLinesAndTabs() {
        assertThat(VisibleText.of("a\n\tb")).isEqualTo("a\n\tb");
        assertThat(VisibleText.line(" a \n\n\tb\n")).isEqualTo("a b");
    }

    @Test
    void saysHowMuchItLeftOut() {
        assertThat(VisibleText.of("x".repeat(10), 4)).isEqualTo("xxxx… (6 more characters)");
        assertThat(VisibleText.of("\ud83d\ude00\ud83d\ude00", 1)).isEqualTo("\ud83d\ude00… (2 more characters)");
    }

    @Test
    void keepsAbsenceApartFromEmptiness() {
        assertThat(VisibleText.of(null)).isNull();
        assertThat(VisibleText.line(null)).isNull();
        assertThat(VisibleText.of("")).isEmpty();
    }

    @Property
    void neverLetsAControlCharacterThrough(@ForAll String anything) {
        assertThat(VisibleText.of(anything)).doesNotMatch("(?s).*[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\n\\t]].*");
    }
}
