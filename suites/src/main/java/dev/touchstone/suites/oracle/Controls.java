package dev.touchstone.suites.oracle;

import dev.touchstone.fixtures.egress.OutsideWorld;
import dev.touchstone.fixtures.guest.Batch;
import dev.touchstone.fixtures.guest.Guest;
import dev.touchstone.fixtures.witness.UnseenException;
import dev.touchstone.fixtures.witness.Witness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Asks oracles inside a sandbox and of its controls outside, and attributes the answers. A control's answer does not depend
 * on the sandbox: it is asked for once. An oracle is told from another by its text.
 */
public final class Controls {
    private final List<Oracle> capabilities = CapabilityOracles.all();
    private final List<Oracle> base = FilterOracles.base();
    private final Guest inside;
    private final Witness witness;
    private final Known unconfined;
    private final Known privileged;
    private final EgressControl egress;

    /** @param inside the sandbox's guest; {@code witness} has the controls */
    public Controls(Guest inside, Witness witness, Supplier<OutsideWorld> outside) {
        this.inside = inside;
        this.witness = witness;
        this.unconfined = new Known(() -> witness.unconfined(), List.of(capabilities, base));
        this.privileged = new Known(() -> witness.privileged(), List.of(capabilities, base));
        this.egress = new EgressControl(witness, outside);
    }

    /** The control of every request that is made of the proxies inside. */
    public EgressControl egress() {
        return egress;
    }

    /** Asks the controls of the usual oracles now, so that nobody has to wait for them later; on a thread of its own. */
    public void askAhead() {
        unconfined.all(capabilities);
        privileged.all(capabilities);
        unconfined.all(base);
        egress.httpFailure();
        egress.socksFailure();
    }

    /** Asks one filter oracle inside and of the same user outside. */
    public Asked filter(Oracle oracle) {
        return filters(List.of(oracle)).asked().get(0);
    }

    /** Asks one capability oracle inside, of the same user outside, and of a process with every capability. */
    public Asked capability(Oracle oracle) {
        return capabilities(List.of(oracle)).asked().get(0);
    }

    /** What the same user gets outside. */
    public ProbeAnswer unconfined(Oracle oracle) {
        return unconfined.all(List.of(oracle)).get(0);
    }

    /** What a process with every capability gets outside. */
    public ProbeAnswer privileged(Oracle oracle) {
        return privileged.all(List.of(oracle)).get(0);
    }

    /** Asks several filter oracles. */
    public Findings filters(List<Oracle> oracles) {
        List<ProbeAnswer> answers = Oracle.askAll(inside, oracles);
        if (witness.absence().isPresent()) {
            return unseen(oracles, answers);
        }
        List<ProbeAnswer> controls = unconfined.all(oracles);
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < oracles.size(); i++) {
            Oracle oracle = oracles.get(i);
            asked.add(new Asked(oracle, answers.get(i), Attribution.ofFilter(oracle, answers.get(i), controls.get(i))));
        }
        return new Findings(withoutControl(asked));
    }

    /** On a machine that refuses a call to its ordinary users, a dry run still tells whether a filter does. */
    private List<Asked> withoutControl(List<Asked> asked) {
        Map<String, Function<Batch.Builder, Batch.Step>> calls = new LinkedHashMap<>();
        asked.stream()
                .filter(one -> one.attribution().finding() == Attribution.Finding.NO_CONTROL)
                .forEach(one -> calls.put(one.oracle().call(), one.oracle().probe()));
        if (calls.isEmpty()) {
            return List.copyOf(asked);
        }
        DryRun run = DryRun.of(inside, calls);
        return asked.stream()
                .map(one -> calls.containsKey(one.oracle().call()) ? one.by(run) : one)
                .toList();
    }

    /** Asks several capability oracles. */
    public Findings capabilities(List<Oracle> oracles) {
        List<ProbeAnswer> answers = Oracle.askAll(inside, oracles);
        if (witness.absence().isPresent()) {
            return unseen(oracles, answers);
        }
        List<ProbeAnswer> ordinary = unconfined.all(oracles);
        List<ProbeAnswer> powerful = privileged.all(oracles);
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < oracles.size(); i++) {
            Oracle oracle = oracles.get(i);
            asked.add(new Asked(
                    oracle,
                    answers.get(i),
                    Attribution.ofCapability(oracle, answers.get(i), ordinary.get(i), powerful.get(i))));
        }
        return new Findings(List.copyOf(asked));
    }

    private Findings unseen(List<Oracle> oracles, List<ProbeAnswer> answers) {
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < oracles.size(); i++) {
            asked.add(new Asked(oracles.get(i), answers.get(i), Attribution.unseen(oracles.get(i), answers.get(i))));
        }
        return new Findings(List.copyOf(asked));
    }

    /**
     * The answers of one control. Whoever wants one that is just being asked for waits for it. What is asked together does not depend
     * on who asks first, nor on which checks are made: otherwise a recording would not hold what another run asks.
     */
    private static final class Known {
        private final Supplier<Guest> guest;
        private final List<List<Oracle>> groups;
        private final Map<String, ProbeAnswer> answers = new HashMap<>();

        /**
         * @param guest started by whoever asks first
         * @param groups what is asked together; every other oracle is asked alone
         */
        Known(Supplier<Guest> guest, List<List<Oracle>> groups) {
            this.guest = guest;
            this.groups = groups;
        }

        synchronized List<ProbeAnswer> all(List<Oracle> oracles) {
            List<ProbeAnswer> all = new ArrayList<>(oracles.size());
            for (Oracle oracle : oracles) {
                if (!answers.containsKey(oracle.call())) {
                    ask(together(oracle));
                }
                all.add(answers.get(oracle.call()));
            }
            return List.copyOf(all);
        }

        private void ask(List<Oracle> oracles) {
            List<ProbeAnswer> got = Oracle.askAll(guest.get(), oracles);
            for (int i = 0; i < oracles.size(); i++) {
                answers.put(oracles.get(i).call(), got.get(i));
            }
        }

        private List<Oracle> together(Oracle oracle) {
            return groups.stream()
                    .filter(group -> group.stream().anyMatch(each -> each.call().equals(oracle.call())))
                    .findFirst()
                    .orElse(List.of(oracle));
        }
    }

    /** One oracle with the sandbox's answer and what the answers prove. */
    public record Asked(Oracle oracle, ProbeAnswer inside, Attribution attribution) {
        private Asked by(DryRun run) {
            return new Asked(oracle, inside, Attribution.ofDryRun(attribution, inside, run, oracle.call()));
        }

        /** As {@link Findings#requireControl}. */
        public void requireControl(Witness witness) {
            new Findings(List.of(this)).requireControl(witness);
        }

        /** One line for messages and evidence. */
        public String describe() {
            return oracle.call() + ": " + attribution.reason();
        }
    }

    /** What several oracles came to. */
    public record Findings(List<Asked> asked) {
        private static final int MOST_NAMED = 10;

        /** Those with this finding. */
        public List<Asked> with(Attribution.Finding finding) {
            return asked.stream()
                    .filter(one -> one.attribution().finding() == finding)
                    .toList();
        }

        /** Those that were answered and prove nothing: neither that somebody refused the call nor that nobody did. */
        public List<Asked> unproven() {
            return asked.stream()
                    .filter(one -> one.attribution().finding() == Attribution.Finding.NO_CONTROL
                            || one.attribution().finding() == Attribution.Finding.UNKNOWN)
                    .toList();
        }

        /**
         * That nothing came through.
         *
         * @param finding what it means where something did
         * @throws AssertionError with those that did
         */
        public void requireNoneOpen(String finding) {
            List<Asked> open = with(Attribution.Finding.OPEN);
            if (!open.isEmpty()) {
                throw new AssertionError(finding + ":\n" + describe(open));
            }
        }

        /**
         * To be asked once those that are open have been told of.
         *
         * @param witness who would have the controls
         * @throws UnseenException when there was no control, with the reason and what was answered inside
         */
        public void requireControl(Witness witness) {
            List<Asked> unseen = with(Attribution.Finding.UNSEEN);
            if (!unseen.isEmpty()) {
                throw new UnseenException(witness.absence().orElse("there is no control") + " (inside: "
                        + unseen.stream()
                                .collect(Collectors.groupingBy(
                                        one -> one.inside().describe(), TreeMap::new, Collectors.counting()))
                                .entrySet()
                                .stream()
                                .map(each -> each.getValue() + " × " + each.getKey())
                                .collect(Collectors.joining(", "))
                        + ")");
            }
        }

        /** Counts by finding, and which are open: "27 filtered, 1 open, 2 not in kernel; open: chroot((void*)1)". */
        public String summary() {
            List<String> counts = new ArrayList<>();
            for (Attribution.Finding finding : Attribution.Finding.values()) {
                int count = with(finding).size();
                if (count > 0) {
                    counts.add(count + " "
                            + finding.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
                }
            }
            List<Asked> open = with(Attribution.Finding.OPEN);
            String named = open.stream()
                    .limit(MOST_NAMED)
                    .map(one -> one.oracle().call())
                    .collect(Collectors.joining(", "));
            return String.join(", ", counts)
                    + (open.isEmpty() ? "" : "; open: " + named)
                    + (open.size() > MOST_NAMED ? " and " + (open.size() - MOST_NAMED) + " more" : "");
        }

        /** All lines, as evidence. */
        public String evidence() {
            return describe(asked);
        }

        /** One line for each. */
        public static String describe(List<Asked> some) {
            return String.join("\n", some.stream().map(Asked::describe).toList());
        }
    }
}
