package io.github.flexyfleet.fleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A tag's value in a Flexy's export of instant values (flexy-etk 5). */
class InstantValuesTest {
    private static final String HEAD = "\"TagId\";\"TagName\";\"Value\";\"AlStatus\";\"AlType\";\"Quality\"\r\n";
    private static final String ROWS = "1;\"Batch\";1;0;0;65472\r\n2;\"Mode\";\"a;b\";0;0;65472\r\n";

    @Test
    void theValueStandsInItsColumn() {
        assertThat(InstantValues.value(HEAD + ROWS, "Batch")).contains("1");
        assertThat(InstantValues.value(HEAD + ROWS, "Mode")).contains("a;b");
        assertThat(InstantValues.value("\"Value\";\"TagName\"\n0;\"Batch\"\n", "Batch"))
                .contains("0");
    }

    @Test
    void withoutAFirstRowItsPlaceIsKnown() {
        assertThat(InstantValues.value(ROWS, "Batch")).contains("1");
    }

    @Test
    void upperAndLowerCaseCountAndWhatIsNotThereIsNot() {
        assertThat(InstantValues.value(HEAD + ROWS, "batch")).isEmpty();
        assertThat(InstantValues.value(HEAD, "Batch")).isEmpty();
        assertThat(InstantValues.value("", "Batch")).isEmpty();
    }
}
