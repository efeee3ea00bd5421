package io.github.flexyfleet.runtime.form;

import io.github.flexyfleet.runtime.bundle.Manifest;
import io.github.flexyfleet.runtime.bundle.Put;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.port.Fields;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.FlashLog;
import io.github.flexyfleet.runtime.text.Base64;
import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.Sha256;

/** The fields of a form, each checked as it is asked for. */
final class Request {
    private static final int DEFAULT_LINES = 50;

    private final Fields fields;

    Request(Fields fields) {
        this.fields = fields;
    }

    String digest() throws Refusal {
        return sha256("digest");
    }

    String id() throws Refusal {
        return name("request");
    }

    String name(String field) throws Refusal {
        String id = fields.get(field);
        if (!Names.isName(id)) {
            throw bad(field, "not 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        return id;
    }

    /** Whether the BASIC program is to be parked, not put back. */
    boolean parks() throws Refusal {
        String wish = fields.get("do");
        boolean park = wish.equals("park");
        if (!park && !wish.equals("restore")) {
            throw bad("do is neither park nor restore");
        }
        return park;
    }

    int lines() throws Refusal {
        return fields.get("lines").length() == 0 ? DEFAULT_LINES : number("lines", 1, EventLog.LINES);
    }

    /** Hours for which the log is wanted on flash; -1 when nothing is said. */
    int flashHours() throws Refusal {
        return fields.get("flash").length() == 0 ? -1 : number("flash", 0, FlashLog.MAX_HOURS);
    }

    int number(String name, int min, int max) throws Refusal {
        long number = Names.number(fields.get(name), max);
        if (number < min) {
            throw bad(name, "not a whole number from " + min + " to " + max);
        }
        return (int) number;
    }

    Put put() throws Refusal {
        String digest = digest();
        String name = fields.get("name");
        if (!Names.isFile(name)) {
            throw bad("name is not that of a file of a bundle");
        }
        int size = number("size", 0, Manifest.MAX_FILE);
        String sha256 = sha256("sha256");
        int offset = number("offset", 0, Manifest.MAX_FILE);
        return new Put(digest, name, size, sha256, offset, data(size - offset));
    }

    /** The chunk, which must not be longer than this. */
    byte[] data(int longest) throws Refusal {
        byte[] data;
        try {
            data = Base64.decode(fields.get("data"));
        } catch (IllegalArgumentException e) {
            throw bad("data: " + e.getMessage());
        }
        if (data.length > longest) {
            throw bad("offset and data go beyond size");
        }
        return data;
    }

    String sha256(String name) throws Refusal {
        String value = fields.get(name);
        if (!Sha256.isDigest(value)) {
            throw bad(name, "not 64 lower-case hexadecimal digits");
        }
        return value;
    }

    private static Refusal bad(String field, String what) {
        return bad(field + " is " + what);
    }

    private static Refusal bad(String what) {
        return new Refusal(Refusal.BAD_REQUEST, what);
    }
}
