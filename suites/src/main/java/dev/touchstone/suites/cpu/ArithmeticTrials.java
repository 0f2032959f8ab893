package dev.touchstone.suites.cpu;

import dev.touchstone.fixtures.guest.Answer;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;

/** Tries instructions that calculate, each in a child of the guest: one that the processor lacks ends in SIGILL. */
final class ArithmeticTrials {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int VECTOR = 16;
    private static final HexFormat HEX = HexFormat.of();

    private final Guest guest;

    ArithmeticTrials(Guest guest) {
        this.guest = guest;
    }

    /** Any instructions at all. */
    Trial anything() {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Step result = batch.jump(ArmCode.ANSWER.load(batch).page());
        Answer answer = guest.ask(batch.build());
        if (!answer.reached(result)) {
            return Trial.failing("MOV and RET: " + answer.ending().describe());
        }
        long value = answer.result(result).value();
        return new Trial(value == 42, "MOV of 42 and RET returned " + value);
    }

    /** The frequency of the system counter in Hz, as a program sees it; the trial says why when it cannot. */
    Trial counterFrequency(long hertz) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Step result = batch.jump(ArmCode.CNTFRQ.load(batch).page());
        Answer answer = guest.ask(batch.build());
        if (!answer.reached(result)) {
            return Trial.failing("CNTFRQ_EL0: " + answer.ending().describe());
        }
        long value = answer.result(result).value();
        return new Trial(value == hertz, "CNTFRQ_EL0 is " + value + " Hz");
    }

    /** A round of AES: FIPS 197, appendix B, the first round after ShiftRows. */
    Trial aese() {
        return vector(
                ArmCode.AESE,
                HEX.parseHex("3243f6a8885a308d313198a2e0370734"),
                HEX.parseHex("2b7e151628aed2a6abf7158809cf4f3c"),
                new byte[VECTOR],
                HEX.parseHex("d4bf5d30e0b452aeb84111f11e2798e5"));
    }

    /** The first four rounds of SHA-1 of "abc": FIPS 180-4 and its published example. */
    Trial sha1c() {
        int constant = 0x5a827999;
        return vector(
                ArmCode.SHA1C,
                words(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476),
                words(0xc3d2e1f0, 0, 0, 0),
                words(0x61626380 + constant, constant, constant, constant),
                words(0xcdd8e11b, 0xa1390f08, 0x626414db, 0xc045bf0c));
    }

    /** The first four rounds of SHA-256 of "abc": FIPS 180-4 and its published example. */
    Trial sha256h() {
        return vector(
                ArmCode.SHA256H,
                words(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a),
                words(0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19),
                words(0x428a2f98 + 0x61626380, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5),
                words(0xd550f666, 0xc8c347a7, 0x5a6ad9ad, 0x5d6aebcd));
    }

    /** Half of two rounds of SHA-512 on its initial values; the result is calculated by the manual's pseudocode. */
    Trial sha512h() {
        return vector(
                ArmCode.SHA512H,
                longs(0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L),
                longs(0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L),
                longs(0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL),
                longs(0x7a6622f81eec9a11L, 0x543eec277fe7c6a6L));
    }

    /** The exclusive or of three vectors. */
    Trial eor3() {
        long first = 0x0123456789abcdefL;
        long second = 0xff00ff00ff00ff00L;
        long third = 0x00000000ffffffffL;
        return vector(
                ArmCode.EOR3,
                longs(first, ~first),
                longs(second, first),
                longs(third, second),
                longs(first ^ second ^ third, ~first ^ first ^ second));
    }

    private Trial vector(ArmCode instruction, byte[] first, byte[] second, byte[] third, byte[] right) {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Buffer output = batch.output(VECTOR);
        Batch.Step run = batch.jump(
                instruction.load(batch).page(), batch.input(first), batch.input(second), batch.input(third), output);
        Answer answer = guest.ask(batch.build());
        if (!answer.reached(run)) {
            return Trial.failing(instruction + ": " + answer.ending().describe());
        }
        String result = HEX.formatHex(answer.bytes(output));
        String documented = HEX.formatHex(right);
        return result.equals(documented)
                ? Trial.working(instruction + " ran and gave the right result")
                : Trial.failing(instruction + " gave " + result + " where " + documented + " is right");
    }

    /** An addition in memory. */
    Trial ldadd() {
        Batch.Builder batch = Batch.inChild(LIMIT);
        Batch.Buffer number = batch.inOut(longs(40));
        Batch.Step before = batch.jump(ArmCode.LDADD.load(batch).page(), number, 2);
        Batch.Step after = batch.load(number, Long.BYTES);
        Answer answer = guest.ask(batch.build());
        if (!answer.reached(after)) {
            return Trial.failing("LDADD: " + answer.ending().describe());
        }
        long returned = answer.result(before).value();
        long left = answer.result(after).value();
        return new Trial(returned == 40 && left == 42, "LDADD of 2 to 40 returned " + returned + " and left " + left);
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    private static byte[] longs(long... longs) {
        ByteBuffer bytes = ByteBuffer.allocate(longs.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long number : longs) {
            bytes.putLong(number);
        }
        return bytes.array();
    }
}
