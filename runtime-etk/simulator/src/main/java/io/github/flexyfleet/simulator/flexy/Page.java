package io.github.flexyfleet.simulator.flexy;

import java.nio.charset.StandardCharsets;

/** The short pages of the gateway's web server. */
final class Page {
    private Page() {}

    static WebResponse html(int status, String body) {
        String page = "<html><head><title>Ewon Flexy</title></head><body>" + body + "</body></html>\r\n";
        return new WebResponse(status, "text/html", page.getBytes(StandardCharsets.UTF_8));
    }

    static WebResponse text(String body) {
        return new WebResponse(200, "text/plain", body.getBytes(StandardCharsets.UTF_8));
    }

    /** An export as the web server sends it: a non-ASCII character becomes a decimal reference (talk2m-m2web 5). */
    static byte[] references(byte[] utf8) {
        StringBuilder out = new StringBuilder();
        new String(utf8, StandardCharsets.UTF_8).codePoints().forEach(point -> {
            if (point < 128) {
                out.append((char) point);
            } else {
                out.append("&#").append(point).append(';');
            }
        });
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static WebResponse error(int status, String words) {
        return html(status, "<h1>" + status + "</h1><p>" + words + "</p>");
    }
}
