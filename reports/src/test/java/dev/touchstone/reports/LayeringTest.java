package dev.touchstone.reports;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Data flows one way: reports never boot anything, but for the two that start audits: the command line, and the library's entry. */
@AnalyzeClasses(packages = "dev.touchstone.reports", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {

    @ArchTest
    static final ArchRule reportsNeverBoot = noClasses()
            .that()
            .resideInAPackage("dev.touchstone.reports..")
            .and()
            .resideOutsideOfPackages("dev.touchstone.reports.cli..", "dev.touchstone.reports.testing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.touchstone.fixtures.boot..",
                    "dev.touchstone.fixtures.guest..",
                    "dev.touchstone.fixtures.egress..",
                    "dev.touchstone.fixtures.witness..");

    @ArchTest
    static final ArchRule nothingDependsOnTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("dev.touchstone.reports.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.touchstone.reports.cli..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.touchstone.reports.(*)..").should().beFreeOfCycles();
}
