package dev.touchstone.suites.run;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that verifies one documented property. A property without such a test, or a test of an unknown property, fails
 * the build.
 */
@Documented
@Test
@ExtendWith(SuiteExtension.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Verifies {
    /** The property's id, such as PRV-01. */
    String value();

    /** What kind of evidence the test gives. */
    Evidence by() default Evidence.DECLARED;

    /** Declared by the kernel, shown by behaviour, or seen from outside. */
    enum Evidence {
        DECLARED,
        BEHAVED,
        WITNESSED
    }
}
