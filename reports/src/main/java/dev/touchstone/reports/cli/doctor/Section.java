package dev.touchstone.reports.cli.doctor;

import java.util.List;

/**
 * What one purpose needs.
 *
 * @param title such as "Targets of kind bubblewrap"
 */
public record Section(String title, List<Finding> findings) {
    public Section {
        findings = List.copyOf(findings);
    }

    /** Whether something is missing that nothing works without. */
    public boolean lacksSomething() {
        return findings.stream().anyMatch(finding -> finding.state() == Finding.State.MISSING);
    }
}
