package io.github.flexyfleet.simulator.net;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came over the wire. The body is not copied.
 *
 * @param method HTTP method
 * @param rawPath path as sent, undecoded, without query
 * @param rawQuery query as sent, without the question mark; empty when there is none
 * @param headers header values by lower-case name; of a repeated header the last one
 * @param body raw body
 * @param chain the certificate that the client showed in the handshake and what it sent with it; empty when it showed none
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpCall(
        String method,
        String rawPath,
        String rawQuery,
        Map<String, String> headers,
        byte[] body,
        List<X509Certificate> chain) {
    /** Copies the headers and the chain. */
    public HttpCall {
        headers = Map.copyOf(headers);
        chain = List.copyOf(chain);
    }

    /** Value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Media type of the body in lower case, without parameters; empty when none was given. */
    public String mediaType() {
        String value = header("content-type").orElse("");
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Fields of the query. */
    public Map<String, String> queryFields() {
        return FormFields.parse(rawQuery);
    }

    /** Fields of a form in the body; none for a body of another type. */
    public Map<String, String> bodyFields() {
        return switch (mediaType()) {
            case "application/x-www-form-urlencoded" -> FormFields.parse(new String(body, StandardCharsets.UTF_8));
            case "multipart/form-data" ->
                FormFields.parts(header("content-type").orElse(""), new String(body, StandardCharsets.UTF_8));
            default -> Map.of();
        };
    }

    /** Names the request without query, headers and body, which can hold secrets. */
    @Override
    public String toString() {
        return method + " " + rawPath;
    }
}
