package dev.touchstone.suites.run;

import dev.touchstone.fixtures.target.Target;
import dev.touchstone.suites.profile.Profile;
import dev.touchstone.suites.profile.Property;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Which test verifies which property. Built from the {@link Verifies} annotations of the suites. */
public final class SuiteCatalogue {
    private final List<Entry> entries;

    private SuiteCatalogue(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** The tests of these classes, in the order of the classes and of the methods' names. */
    public static SuiteCatalogue of(List<Class<?>> suites) {
        List<Entry> entries = new ArrayList<>();
        for (Class<?> suite : suites) {
            for (Method method :
                    AnnotationSupport.findAnnotatedMethods(suite, Verifies.class, HierarchyTraversalMode.TOP_DOWN)) {
                Verifies verifies = method.getAnnotation(Verifies.class);
                entries.add(new Entry(verifies.value(), verifies.by(), suite, method));
            }
        }
        return new SuiteCatalogue(entries);
    }

    /** All tests. */
    public List<Entry> entries() {
        return entries;
    }

    /** The tests of one property. */
    public List<Entry> verifying(String property) {
        return entries.stream()
                .filter(entry -> entry.property().equals(property))
                .toList();
    }

    /** The tests of one property that a target of this kind can be asked. */
    public List<Entry> verifying(String property, Target.Kind kind) {
        return verifying(property).stream().filter(entry -> entry.seenOn(kind)).toList();
    }

    /**
     * What is wrong between the tests and the profiles: a property that no test verifies, a test of a property that no profile
     * has. Empty when all is well.
     */
    public List<String> orphans(List<Profile> profiles) {
        Set<String> tested = entries.stream().map(Entry::property).collect(Collectors.toCollection(TreeSet::new));
        List<String> orphans = new ArrayList<>();
        for (Profile profile : profiles) {
            for (Property property : profile.properties()) {
                if (!tested.contains(property.id())) {
                    orphans.add("property " + property.id() + " of profile " + profile.name() + " has no test");
                }
            }
        }
        for (Entry entry : entries) {
            if (profiles.stream()
                    .noneMatch(profile -> profile.property(entry.property()).isPresent())) {
                orphans.add("test " + entry.suite().getSimpleName() + "."
                        + entry.method().getName() + " verifies " + entry.property() + ", which no profile of "
                        + profiles.stream().map(Profile::name).toList() + " has");
            }
        }
        return orphans;
    }

    /** One test of one property. */
    public record Entry(String property, Verifies.Evidence evidence, Class<?> suite, Method method) {
        /** Whether the test asks for a parameter of this type. */
        boolean takes(Class<?> parameter) {
            return List.of(method.getParameterTypes()).contains(parameter);
        }

        /** Whether it can be asked of a target of this kind; see {@link SeenOn}. */
        boolean seenOn(Target.Kind kind) {
            SeenOn only = suite.getAnnotation(SeenOn.class);
            return only == null || List.of(only.value()).contains(kind);
        }

        /** The method's name in words: "everyCapabilitySetIsEmpty" → "every capability set is empty". */
        public String readableName() {
            return Words.of(method.getName());
        }
    }
}
