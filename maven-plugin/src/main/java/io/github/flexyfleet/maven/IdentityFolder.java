package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.identity.HubBicep;
import io.github.flexyfleet.fleet.identity.IdentityFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes the files for who has access to the hub. */
final class IdentityFolder {
    private IdentityFolder() {}

    /**
     * Writes all of them, ended by LF on every system: they are used on another machine.
     *
     * @return which is for what
     */
    static String write(Path folder, IdentityFiles files) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("devices.txt"), files.importFile());
        Files.writeString(folder.resolve("hub.bicep"), HubBicep.of(files.hub(), files.fleet()));
        Path script = folder.resolve("identities.sh");
        Files.writeString(script, files.script());
        PosixFileAttributeView view = Files.getFileAttributeView(script, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return "by hand: " + script + ", by import: " + folder.resolve("devices.txt") + ", the hub itself: "
                + folder.resolve("hub.bicep") + " (no secrets in them)";
    }
}
