package io.github.flexyfleet.simulator.net;

import java.util.Map;

/**
 * A web host with fixed files, such as the runtime jar that a gateway downloads. No redirects, no listing. The files
 * are not copied. Thread-safe.
 */
public final class StaticHost implements HttpService {
    private final Map<String, byte[]> files;

    /**
     * A host.
     *
     * @param files content by path, each with its leading slash
     */
    public StaticHost(Map<String, byte[]> files) {
        this.files = Map.copyOf(files);
    }

    @Override
    public HttpReply answer(HttpCall call) {
        if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
            return HttpReply.Answer.text(405, "Method not allowed");
        }
        byte[] file = files.get(FormFields.decodePath(call.rawPath()));
        return file == null
                ? HttpReply.Answer.text(404, "Not found")
                : HttpReply.Answer.of(200, "application/octet-stream", file);
    }
}
