package dev.touchstone.suites.run;

import org.junit.jupiter.api.extension.Extension;

/** Gives tests their sandbox and their check, and collects what they came to. */
public final class SuiteExtension implements Extension {}
