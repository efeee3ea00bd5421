package io.github.flexyfleet.simulator.flexy.http;

/**
 * What is not known for sure of the gateway's HTTP client.
 *
 * @param statusLost whether a request of the Java VM that gets an HTTP error ends with 0 all the same and the error's body
 *     in the file: seen in HMS's own code (flexy-etk 1.5); else with 1 or 2 and no file
 * @param headersDecoded whether values of headers are percent-decoded, INFERRED from their form, which is that of a query
 */
public record HttpQuirks(boolean statusLost, boolean headersDecoded) {
    /** What is likeliest. */
    public static HttpQuirks standard() {
        return new HttpQuirks(true, true);
    }
}
