package dev.touchstone.suites.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.JsonPatch;
import com.flipkart.zjsonpatch.JsonPatchApplicationException;
import dev.touchstone.fixtures.target.Target;
import dev.touchstone.fixtures.target.TargetException;
import dev.touchstone.fixtures.target.TargetReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A broken sandbox: a target with one change, and what an audit of it has to say.
 *
 * @param id unique among all mutants
 * @param mutantClass what kind of mistake it is, such as seccomp
 * @param mechanism what it has in common with others that are the same mistake in another place; its id where there are none
 * @param base the target that is changed
 * @param patch operations on the target's tree (RFC 6902)
 * @param needsRoot whether it is only different from its base where root boots it
 * @param breaks properties that have to be violated; none of an equivalent one
 * @param equivalent of a change that makes the sandbox no worse, the reason why; nobody may notice it
 * @param mayBreak properties that may be violated, each with why the same change has that consequence; no others may
 * @param leavesOpen properties, or {@link #EVERYTHING}, that may stay undetermined, each with why the same change keeps them from being judged
 * @param why the incident or mistake that it stands for
 * @param location where the mutant is described: file, line and column
 */
public record Mutant(
        String id,
        String mutantClass,
        String mechanism,
        String base,
        JsonNode patch,
        boolean needsRoot,
        Set<String> breaks,
        Optional<String> equivalent,
        Map<String, String> mayBreak,
        Map<String, String> leavesOpen,
        String why,
        String location) {

    /** In place of a property's id in {@link #leavesOpen}. */
    public static final String EVERYTHING = "everything";

    public Mutant {
        patch = patch.deepCopy();
    }

    /** The operations (a copy). */
    @Override
    public JsonNode patch() {
        return patch.deepCopy();
    }

    /**
     * The changed target, named after the mutant.
     *
     * @param file the base target's file
     * @throws MutantException when the patch does not fit the target, or makes something that is no target
     */
    public Target applyTo(Path file, TargetReader reader) {
        try {
            ObjectNode changed = (ObjectNode) JsonPatch.apply(patch, reader.tree(file));
            changed.put("name", id);
            return reader.fromTree(changed, file);
        } catch (JsonPatchApplicationException e) {
            throw new MutantException(
                    location + ": the patch of " + id + " does not fit " + base + ": " + e.getMessage(), e);
        } catch (TargetException e) {
            throw new MutantException(location + ": the patch of " + id + " makes no target: " + e.getMessage(), e);
        }
    }
}
