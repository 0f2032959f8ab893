package dev.touchstone.reports.intoto;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.touchstone.reports.verdict.Verdict;
import dev.touchstone.reports.verdict.VerdictJson;

/** Writes a verdict as an in-toto Statement, version 1, about the target's digest. It is not signed. */
public final class Statement {
    static final String TYPE = "https://in-toto.io/Statement/v1";
    static final String PREDICATE_TYPE = "urn:touchstone:verdict:1";
    private static final String SHA256 = "sha256:";

    /**
     * The whole document.
     *
     * @param digest of the target, beginning with sha256:
     */
    public String write(Verdict verdict, String digest) {
        if (!digest.startsWith(SHA256)) {
            throw new IllegalArgumentException("digest \"" + digest + "\" does not begin with " + SHA256);
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("_type", TYPE);
        ObjectNode subject = document.putArray("subject").addObject();
        subject.put("name", verdict.target().name());
        subject.putObject("digest").put("sha256", digest.substring(SHA256.length()));
        document.put("predicateType", PREDICATE_TYPE);
        document.set("predicate", new VerdictJson().tree(verdict));
        return document.toPrettyString() + "\n";
    }
}
