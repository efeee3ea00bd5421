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

    static WebResponse error(int status, String words) {
        return html(status, "<h1>" + status + "</h1><p>" + words + "</p>");
    }
}
