package io.github.flexyfleet.maven;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * The {@code <server>} entries of settings.xml, decrypted when asked for. An entry that Maven cannot decrypt counts as
 * missing: its cipher text would be tried, and counted, as a login.
 *
 * @param settings Maven's settings
 * @param decrypter Maven's decrypter
 * @param problems hears of entries that cannot be decrypted
 */
record SettingsServers(Settings settings, SettingsDecrypter decrypter, Consumer<String> problems)
        implements Function<String, Optional<Server>> {
    @Override
    public Optional<Server> apply(String id) {
        Server server = settings.getServer(id);
        if (server == null) {
            return Optional.empty();
        }
        SettingsDecryptionResult decrypted = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        if (!decrypted.getProblems().isEmpty()) {
            problems.accept(
                    "<server><id>" + id + "</id> in settings.xml cannot be decrypted: encrypt its password again"
                            + " with mvn --encrypt-password, with the settings-security.xml of this machine");
            return Optional.empty();
        }
        return Optional.of(decrypted.getServer());
    }
}
