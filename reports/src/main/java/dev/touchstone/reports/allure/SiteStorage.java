package dev.touchstone.reports.allure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.qameta.allure.ReportStorage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Keeps a report's data twice: as files, where tools look for them, and for one script that hands them to the pages, because
 * a page opened from a disk may not read other files.
 */
final class SiteStorage implements ReportStorage {
    private final JsonMapper mapper = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
    private final Path directory;
    private final Set<Path> directories = ConcurrentHashMap.newKeySet();
    private final Map<String, String> data = new ConcurrentSkipListMap<>(); // Allure adds attachments in parallel

    SiteStorage(Path directory) {
        this.directory = directory;
    }

    @Override
    public void addDataJson(String name, Object content) {
        try {
            addDataBinary(name, mapper.writeValueAsBytes(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void addDataBinary(String name, byte[] content) {
        try {
            Files.write(file(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keep(name, content);
    }

    /** Where it can be, the results and the site have the same file: making one takes longer than filling it. */
    @Override
    public void addDataFile(String name, Path content) {
        try {
            Path file = file(name);
            try {
                Files.createLink(file, content);
            } catch (UnsupportedOperationException | FileSystemException e) {
                Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            }
            keep(name, Files.readAllBytes(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) throws IOException {
        Path file = directory.resolve(name).normalize();
        if (!file.startsWith(directory)) {
            throw new IllegalArgumentException("\"" + name + "\" leads out of the site");
        }
        if (!directories.contains(file.getParent())) {
            Files.createDirectories(file.getParent());
            directories.add(file.getParent());
        }
        return file;
    }

    private void keep(String name, byte[] content) {
        data.put(name, Base64.getEncoder().encodeToString(content));
    }

    /** Writes the script that hands all data to the pages. Names and Base64 hold nothing that JavaScript would read as code. */
    void writeScript(Path script) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(script)) {
            out.write("window.reportData = {\n");
            for (Map.Entry<String, String> entry : data.entrySet()) {
                out.write(mapper.writeValueAsString(entry.getKey()) + ": \"" + entry.getValue() + "\",\n");
            }
            out.write("};\n");
        }
    }
}
