package io.github.flexyfleet.fleet.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The JSON Schemas of this version as files, for editors and other programs. */
public final class SchemaFiles {
    /** The schema of the fleet file. */
    public static final String FLEET = "fleet.schema.json";

    /** The schema of the files that it includes. */
    public static final String INCLUDED = "included.schema.json";

    private static final String FOLDER = "/io/github/flexyfleet/schema/";
    private static final List<String> NAMES = List.of(
            "device.schema.json",
            "findings.schema.json",
            FLEET,
            INCLUDED,
            "plan.schema.json",
            "probe-profile.schema.json",
            "report.schema.json",
            "reported.schema.json",
            "typed.schema.json");

    private SchemaFiles() {}

    /**
     * Writes all schemas.
     *
     * @param folder made if it is missing; files of the same names are replaced
     * @return the files, sorted by name
     * @throws IOException when a file cannot be written
     */
    public static List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : NAMES) {
            try (InputStream schema = SchemaFiles.class.getResourceAsStream(FOLDER + name)) {
                if (schema == null) {
                    throw new IllegalStateException("not on the class path: " + FOLDER + name);
                }
                Files.copy(schema, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return NAMES.stream().map(folder::resolve).toList();
    }

    /** The comment that binds a fleet file to a schema, for its first line. */
    public static String modeline(Path schema, Path fleetFile) {
        Path from = fleetFile.toAbsolutePath().normalize().getParent();
        Path to = schema.toAbsolutePath().normalize();
        boolean related = from != null && from.getRoot().equals(to.getRoot());
        String path = (related ? from.relativize(to) : to).toString().replace('\\', '/');
        return "# yaml-language-server: $schema=" + path;
    }
}
