package io.github.flexyfleet.fleet.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.secret.Secret;
import org.junit.jupiter.api.Test;

class EventHubConnectionStringTest {
    private static final String KEY = "A".repeat(43) + "=";

    private static EventHubConnectionString parse(String text) throws InvalidConnectionStringException {
        return EventHubConnectionString.parse(Secret.of(text));
    }

    @Test
    void thatOfThePortalIsRead() throws Exception {
        EventHubConnectionString read =
                parse("Endpoint=sb://ihsuprod-ns.servicebus.windows.net/;SharedAccessKeyName=service;"
                        + "SharedAccessKey=" + KEY + ";EntityPath=iothub-ehub-1");

        assertThat(read.namespace()).isEqualTo("ihsuprod-ns.servicebus.windows.net");
        assertThat(read.entity()).isEqualTo("iothub-ehub-1");
        assertThat(parse(read.text().reveal())).isEqualTo(read);
        assertThat(read.toString()).doesNotContain(KEY);
    }

    @Test
    void anotherOneIsToldApartAndNoKeyIsShown() {
        assertThatThrownBy(
                        () -> parse("HostName=h.azure-devices.net;SharedAccessKeyName=service;SharedAccessKey=" + KEY))
                .hasMessageContaining("Built-in endpoints")
                .hasMessageNotContaining(KEY);
        assertThatThrownBy(() -> parse("Endpoint=sb://ns/;SharedAccessKeyName=service;SharedAccessKey=" + KEY))
                .hasMessageContaining("EntityPath is missing")
                .hasMessageNotContaining(KEY);
        assertThatThrownBy(() ->
                        parse("Endpoint=http://ns/;SharedAccessKeyName=s;SharedAccessKey=" + KEY + ";EntityPath=e"))
                .hasMessageContaining("sb://host/");
    }
}
