package io.github.flexyfleet.fleet.talk2m;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The form {@code fleetPut} of docs/device-protocol.md, written from that page alone. */
final class FakeRuntime {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();
    private final Map<String, byte[]> complete = new LinkedHashMap<>();
    private final Map<String, byte[]> confirmed = new LinkedHashMap<>();
    private String digest = "";

    /** A file of the confirmed bundle. */
    void confirmed(String name, byte[] bytes) {
        confirmed.put(name, bytes.clone());
    }

    /** A complete file of the candidate. */
    byte[] file(String name) {
        return complete.get(name);
    }

    /** The flash loses what was not yet complete. */
    void forget(String name) {
        files.remove(name);
    }

    String put(PutRequest request) {
        if (!request.digest().equals(digest)) {
            digest = request.digest();
            files.clear();
            complete.clear();
        }
        String name = request.name();
        byte[] data = Base64.getDecoder().decode(request.base64());
        byte[] whole = complete.get(name);
        long have = whole == null ? partOf(name).size() : whole.length;
        if (whole == null && request.offset() == have) {
            partOf(name).writeBytes(data);
            have = partOf(name).size();
            if (have == request.size()) {
                byte[] bytes = files.remove(name).toByteArray();
                String right = name.equals(PutRequest.MANIFEST) ? digest : request.sha256();
                if (!Digests.of(bytes).equals(right)) {
                    return refusal("bad-digest");
                }
                complete.put(name, bytes);
            }
        }
        return answer(name, have);
    }

    private ByteArrayOutputStream partOf(String name) {
        return files.computeIfAbsent(name, key -> new ByteArrayOutputStream());
    }

    private String answer(String name, long have) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("protocol", 1);
        answer.put("ok", true);
        answer.put("form", "fleetPut");
        answer.put("name", name);
        answer.put("have", have);
        answer.put("complete", complete.containsKey(name));
        if (complete.containsKey(PutRequest.MANIFEST)) {
            ArrayNode missing = answer.putArray("missing");
            missing().forEach(missing::add);
        }
        return answer.toString();
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        String manifest = new String(complete.get(PutRequest.MANIFEST), StandardCharsets.US_ASCII);
        manifest.lines().skip(1).map(line -> line.split(" ", 3)).forEach(line -> {
            byte[] old = confirmed.get(line[2]);
            if (!complete.containsKey(line[2])
                    && (old == null || !Digests.of(old).equals(line[0]))) {
                missing.add(line[2]);
            }
        });
        return missing;
    }

    static String refusal(String code) {
        return "{\"protocol\":1,\"ok\":false,\"form\":\"fleetPut\",\"error\":\"" + code + "\",\"message\":\"words\"}";
    }
}
