package dev.touchstone.suites.profile;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is documented, as data: every property, in the order of the file.
 *
 * @param judges the bases whose properties count; a row of another basis is reported as not applicable
 */
public record Profile(String name, String title, Set<Property.Basis> judges, List<Property> properties) {

    public Optional<Property> property(String id) {
        return properties.stream().filter(property -> property.id().equals(id)).findFirst();
    }
}
