package io.github.flexyfleet.maven;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;

/** The runtime jar that travels inside the plugin. */
final class BundledRuntime {
    private static final String RESOURCE = "/META-INF/flexyfleet/runtime.jar";

    private final byte[] jar;
    private final String version;

    private BundledRuntime(byte[] jar, String version) {
        this.jar = jar;
        this.version = version;
    }

    static BundledRuntime load() throws IOException {
        try (InputStream resource = BundledRuntime.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IOException("this build of the plugin has no runtime jar in it");
            }
            byte[] jar = resource.readAllBytes();
            try (JarInputStream reader = new JarInputStream(new ByteArrayInputStream(jar))) {
                String version = reader.getManifest() == null
                        ? null
                        : reader.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
                if (version == null) {
                    throw new IOException("the runtime jar in this plugin names no version");
                }
                return new BundledRuntime(jar, version);
            }
        }
    }

    byte[] jar() {
        return jar.clone();
    }

    String version() {
        return version;
    }
}
