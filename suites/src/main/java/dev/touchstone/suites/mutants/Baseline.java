package dev.touchstone.suites.mutants;

import dev.touchstone.suites.run.AuditRun;
import dev.touchstone.suites.run.CheckResult.Status;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An unbroken target on this machine: what its mutants are compared with.
 *
 * @param appearance as far as two boots of it look the same
 * @param alarms what each property said that does not conform all the same; on a machine with swap, that there is swap
 */
record Baseline(Appearance appearance, SortedMap<String, String> alarms) {

    /**
     * @param look how one boot looks
     * @param other how another one does
     * @param run the audit of one of them
     */
    static Baseline of(Appearance look, Appearance other, AuditRun run) {
        SortedMap<String, String> alarms = new TreeMap<>(Judgement.said(run.results(), Status.FAILED));
        Judgement.said(run.results(), Status.BROKEN).forEach(alarms::putIfAbsent);
        return new Baseline(look.inCommonWith(other), alarms);
    }
}
