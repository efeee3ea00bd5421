package io.github.flexyfleet.fleet.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void showsNothingOfItsValue() {
        Secret secret = Secret.of("hunter2");

        assertThat(secret).hasToString("[secret]");
        assertThat(String.valueOf(new Holder("user", secret))).doesNotContain("hunter2");
        assertThat(secret.hashCode()).isEqualTo(Secret.of("other").hashCode());
        assertThat(secret.reveal()).isEqualTo("hunter2");
    }

    @Test
    void equalsByValue() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
        assertThatThrownBy(() -> Secret.of(null)).isInstanceOf(NullPointerException.class);
    }

    private record Holder(String name, Secret secret) {}
}
