package io.github.flexyfleet.simulator.flexy.http;

/**
 * What is not known for sure of the gateway's HTTP client.
 *
 * @param statusLost whether a request of the Java VM that gets an HTTP error ends with 0 all the same and the error's body
 *     in the file: seen in HMS's own code (flexy-etk 1.5); else with 1 or 2 and no file
 * @param headersDecoded whether values of headers are percent-decoded, INFERRED from their form, which is that of a query
 * @param scriptStatusLost the same as {@code statusLost} for a request of the script, INFERRED (talk2m-m2web 8)
 * @param overwrites whether a file that exists is replaced; else the request fails and the file stays, INFERRED
 *     (flexy-etk 9.6, talk2m-m2web 11.3)
 */
public record HttpQuirks(boolean statusLost, boolean headersDecoded, boolean scriptStatusLost, boolean overwrites) {
    /** With the script's errors told and files replaced. */
    public HttpQuirks(boolean statusLost, boolean headersDecoded) {
        this(statusLost, headersDecoded, false, true);
    }

    /** What is likeliest. */
    public static HttpQuirks standard() {
        return new HttpQuirks(true, true);
    }

    /** The same with HTTP errors that Java, and the script, is told or not. */
    public HttpQuirks withStatusLost(boolean inJava, boolean inScript) {
        return new HttpQuirks(inJava, headersDecoded, inScript, overwrites);
    }

    /** The same with files that are replaced, or are not. */
    public HttpQuirks withOverwrites(boolean replaces) {
        return new HttpQuirks(statusLost, headersDecoded, scriptStatusLost, replaces);
    }
}
