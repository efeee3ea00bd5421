package io.github.flexyfleet.fleet.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.secret.Secret;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebProxyTest {
    @ParameterizedTest
    @CsvSource({
        "m2web.talk2m.com, false",
        "hub.azure-devices.net, false",
        "plant.example, true",
        "PLANT.example, true",
        "a.plant.example, false",
        "a.intern.example, true",
        "intern.example, false",
        "10.1.2.3, true",
        "xintern.example, false",
        "plantXexample, false"
    })
    void someHostsAreReachedWithoutIt(String host, boolean direct) {
        ProxySelector selector = WebProxy.at(
                        "proxy.example", 3128, List.of("plant.example", "*.intern.example", "10.*"), Optional.empty())
                .selector()
                .orElseThrow();

        List<Proxy> chosen = selector.select(URI.create("https://" + host + "/"));

        assertThat(chosen).hasSize(1);
        assertThat(chosen.get(0).type()).isEqualTo(direct ? Proxy.Type.DIRECT : Proxy.Type.HTTP);
    }

    @Test
    void withoutOneTheJvmDecides() {
        assertThat(WebProxy.standard().selector()).isEmpty();
    }

    @Test
    void itsLoginIsASecretAndTriedOnce() {
        Secret authorization = WebProxy.basic("Aladdin", Secret.of("open sesame"));
        WebProxy proxy = WebProxy.at("proxy.example", 3128, List.of(), Optional.of(authorization));

        assertThat(proxy.toString())
                .doesNotContain("QWxhZGRpbjpvcGVuIHNlc2FtZQ")
                .doesNotContain("open sesame");
        Request asked = new Request.Builder().url("https://m2web.talk2m.com/").build();
        Request answered = ProxyLogin.answer(asked, authorization);
        assertThat(answered.header("Proxy-Authorization")).isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(ProxyLogin.answer(answered, authorization)).isNull();
    }
}
