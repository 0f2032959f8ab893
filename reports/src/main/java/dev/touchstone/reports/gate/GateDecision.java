package dev.touchstone.reports.gate;

import java.util.List;

/**
 * What a gate decided.
 *
 * @param exitCode 0 passes, 1 a violation blocks, 2 something is unknown or missing
 * @param reasons one line each, naming the file; empty when it passes
 */
public record GateDecision(int exitCode, List<String> reasons) {

    public GateDecision {
        reasons = List.copyOf(reasons);
    }

    public boolean passes() {
        return exitCode == 0;
    }
}
