package dev.touchstone.suites.run;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A suite whose tests can be asked of these kinds of targets only, where the properties that they verify are other kinds' too. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SeenOn {
    /** The kinds. */
    dev.touchstone.fixtures.target.Target.Kind[] value();
}
