package dev.touchstone.suites;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.Assumptions;

/** Data flows one way: suites know nothing of reports. */
@AnalyzeClasses(packages = "dev.touchstone.suites", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {

    @ArchTest
    static final ArchRule suitesKnowNothingOfReports = noClasses()
            .that()
            .resideInAPackage("dev.touchstone.suites..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.touchstone.reports..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.touchstone.suites.(*)..").should().beFreeOfCycles();

    /** They need Byte Buddy, which the program's jar leaves out. */
    @ArchTest
    static final ArchRule noSoftAssertionsOrAssumptions = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(AbstractSoftAssertions.class).or(assignableTo(Assumptions.class)));
}
