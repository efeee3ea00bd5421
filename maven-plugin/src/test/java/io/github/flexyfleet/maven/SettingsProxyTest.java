package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

class SettingsProxyTest {
    @Test
    void withoutAnActiveProxyTheJvmDecides() throws Exception {
        Settings settings = settings(proxy("https", "off.example"));
        settings.getProxies().get(0).setActive(false);

        assertThat(SettingsProxy.of(settings, new PlainDecrypter(List.of()))).isEqualTo(WebProxy.standard());
    }

    @Test
    void oneForHttpsIsTakenBeforeOneForHttp() throws Exception {
        Settings settings = settings(proxy("http", "plain.example"), proxy("https", "secure.example"));

        WebProxy way = SettingsProxy.of(settings, new PlainDecrypter(List.of()));

        assertThat(way.proxy().orElseThrow().address())
                .isEqualTo(InetSocketAddress.createUnresolved("secure.example", 3128));
        assertThat(way.direct()).isEmpty();
        assertThat(way.authorization()).isEmpty();
    }

    @Test
    void takesExceptionsAndTheDecryptedLogin() throws Exception {
        Proxy proxy = proxy("http", "plain.example");
        proxy.setNonProxyHosts("localhost|*.intern.example");
        proxy.setUsername("Aladdin");
        proxy.setPassword("{b3BlbiBzZXNhbWU=}");

        WebProxy way = SettingsProxy.of(settings(proxy), new PlainDecrypter(List.of()));

        assertThat(way.direct()).containsExactly("localhost", "*.intern.example");
        assertThat(way.authorization().orElseThrow().reveal()).isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    @Test
    void aPasswordThatCannotBeDecryptedIsNotTried() {
        SettingsProblem problem = new DefaultSettingsProblem("bad", SettingsProblem.Severity.ERROR, "", 0, 0, null);

        assertThatThrownBy(() -> SettingsProxy.of(
                        settings(proxy("https", "secure.example")), new PlainDecrypter(List.of(problem))))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("mvn --encrypt-password");
    }

    private static Settings settings(Proxy... proxies) {
        Settings settings = new Settings();
        settings.setProxies(List.of(proxies));
        return settings;
    }

    private static Proxy proxy(String protocol, String host) {
        Proxy proxy = new Proxy();
        proxy.setProtocol(protocol);
        proxy.setHost(host);
        proxy.setPort(3128);
        return proxy;
    }

    /** Turns the one cipher text of these tests into its plain text. */
    private record PlainDecrypter(List<SettingsProblem> problems) implements SettingsDecrypter {
        @Override
        public SettingsDecryptionResult decrypt(SettingsDecryptionRequest request) {
            Proxy proxy = request.getProxies().get(0).clone();
            if (proxy.getPassword() != null) {
                proxy.setPassword("open sesame");
            }
            List<SettingsProblem> told = problems;
            return new SettingsDecryptionResult() {
                @Override
                public Server getServer() {
                    return null;
                }

                @Override
                public List<Server> getServers() {
                    return List.of();
                }

                @Override
                public Proxy getProxy() {
                    return proxy;
                }

                @Override
                public List<Proxy> getProxies() {
                    return List.of(proxy);
                }

                @Override
                public List<SettingsProblem> getProblems() {
                    return told;
                }
            };
        }
    }
}
