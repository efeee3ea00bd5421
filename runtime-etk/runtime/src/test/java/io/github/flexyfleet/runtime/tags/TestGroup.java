package io.github.flexyfleet.runtime.tags;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flexyfleet.runtime.bundle.DeviceConfigReader;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.bundle.TagGroup;
import io.github.flexyfleet.runtime.kit.TestBundle;

/** A tag group read from its text in a device configuration. */
final class TestGroup {
    private TestGroup() {}

    static TagGroup read(String group) throws Refusal {
        String config = TestBundle.of("x", true, "[" + group + "]", 0).text("device.json");
        return DeviceConfigReader.read(config.getBytes(UTF_8)).groups()[0];
    }
}
