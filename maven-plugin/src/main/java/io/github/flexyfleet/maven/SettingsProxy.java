package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** The active {@code <proxy>} of settings.xml, decrypted. As Maven does, one for https is taken before one for http. */
final class SettingsProxy {
    private SettingsProxy() {}

    /** The way out; what the JVM is set to, when no proxy is active. */
    static WebProxy of(Settings settings, SettingsDecrypter decrypter) throws MojoFailureException {
        Optional<Proxy> active = Stream.of("https", "http")
                .flatMap(protocol -> settings.getProxies().stream()
                        .filter(proxy -> proxy.isActive() && protocol.equalsIgnoreCase(proxy.getProtocol())))
                .findFirst();
        if (active.isEmpty()) {
            return WebProxy.standard();
        }
        SettingsDecryptionResult decrypted = decrypter.decrypt(new DefaultSettingsDecryptionRequest(active.get()));
        if (!decrypted.getProblems().isEmpty()) {
            throw new MojoFailureException("the password of the active <proxy> in settings.xml cannot be decrypted;"
                    + " nothing was done. Encrypt it again with mvn --encrypt-password, with the settings-security.xml"
                    + " of this machine");
        }
        return of(decrypted.getProxy());
    }

    private static WebProxy of(Proxy proxy) {
        Optional<Secret> login = Optional.ofNullable(proxy.getUsername())
                .filter(user -> !user.isEmpty())
                .map(user -> WebProxy.basic(
                        user, Secret.of(Optional.ofNullable(proxy.getPassword()).orElse(""))));
        return WebProxy.at(proxy.getHost(), proxy.getPort(), direct(proxy), login);
    }

    private static List<String> direct(Proxy proxy) {
        String hosts = Optional.ofNullable(proxy.getNonProxyHosts()).orElse("");
        return Arrays.stream(hosts.split("[|,]", -1))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
    }
}
