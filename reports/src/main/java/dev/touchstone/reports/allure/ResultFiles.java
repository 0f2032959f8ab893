package dev.touchstone.reports.allure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.touchstone.reports.text.VisibleText;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.model.TestResultContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Writes Allure's model as files of allure-results. Allure's own writer brings a second JSON library along in its jar, which
 * takes longer to load than everything here takes to write.
 */
public final class ResultFiles {
    private static final int EVIDENCE_LIMIT = 64 << 10;

    private final JsonMapper mapper = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .addMixIn(Status.class, LowerCase.class)
            .addMixIn(Stage.class, LowerCase.class)
            .build();
    private final Path directory;

    /** @param directory exists and is empty */
    public ResultFiles(Path directory) {
        this.directory = directory;
    }

    /** Writes one result. */
    public void write(TestResult result) throws IOException {
        json(result.getUuid() + "-result.json", result);
    }

    void write(TestResultContainer container) throws IOException {
        json(container.getUuid() + "-container.json", container);
    }

    /**
     * Writes evidence, made visible.
     *
     * @param owner the result that it belongs to
     */
    Attachment attach(String owner, int number, String name, String text) throws IOException {
        String source = uuid(owner + "/" + number) + "-attachment.txt";
        text(source, VisibleText.of(text, EVIDENCE_LIMIT));
        return new Attachment()
                .setName(VisibleText.line(name))
                .setSource(source)
                .setType("text/plain");
    }

    /** Writes another file that Allure knows by its name. */
    public void json(String name, Object content) throws IOException {
        Files.write(directory.resolve(name), mapper.writeValueAsBytes(content));
    }

    void text(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    /** The same for the same identity, in every audit. */
    public static String uuid(String identity) {
        return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @EnumNaming(EnumNamingStrategies.LowerCaseStrategy.class)
    private interface LowerCase {}
}
