package io.github.flexyfleet.runtime.text;

import java.util.ArrayList;
import java.util.HashMap;

/**
 * Reads JSON (RFC 8259) without recursion, since the Flexy's Java stack is small (flexy-vm), and within fixed bounds.
 * Objects become {@link HashMap}, arrays {@link ArrayList}, strings {@link String}, booleans {@link Boolean}, null
 * {@link #NULL}, whole numbers that fit {@link Long}, other numbers {@link Decimal}.
 */
public final class JsonReader {
    /** Under this key an object that is not empty has the {@link ArrayList} of its keys in the order of the text. */
    public static final Object KEYS = new Object();

    /** The JSON null. */
    public static final Object NULL = new Object();

    /** Longest text accepted, in characters; a full twin has 64 KB and its punctuation (azure-iot-hub 1). */
    public static final int MAX_LENGTH = 98304;

    /** Deepest nesting accepted. */
    public static final int MAX_DEPTH = 16;

    private final String text;
    private final Object[] open = new Object[MAX_DEPTH];
    private final String[] keys = new String[MAX_DEPTH];
    private int depth;
    private int at;
    private Object root;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads a text that is one JSON object.
     *
     * @throws IllegalArgumentException when it is not, an object names a key twice, or a bound is passed
     */
    public static HashMap object(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("more than " + MAX_LENGTH + " characters");
        }
        Object value = new JsonReader(text).read();
        if (!(value instanceof HashMap)) {
            throw new IllegalArgumentException("not an object");
        }
        return (HashMap) value;
    }

    private Object read() {
        value();
        while (depth > 0) {
            if (open[depth - 1] instanceof HashMap) {
                member((HashMap) open[depth - 1]);
            } else {
                element((ArrayList) open[depth - 1]);
            }
        }
        peek();
        if (at < text.length()) {
            throw error("text after end");
        }
        return root;
    }

    private void member(HashMap object) {
        if (next('}')) {
            depth--;
            return;
        }
        ArrayList order = (ArrayList) object.get(KEYS);
        if (order == null) {
            order = new ArrayList();
            object.put(KEYS, order);
        } else {
            expect(',');
        }
        if (peek() != '"') {
            throw error("key expected");
        }
        String key = string();
        if (object.containsKey(key)) {
            throw error("key twice");
        }
        expect(':');
        order.add(key);
        keys[depth - 1] = key;
        value();
    }

    private void element(ArrayList array) {
        if (next(']')) {
            depth--;
            return;
        }
        if (!array.isEmpty()) {
            expect(',');
        }
        value();
    }

    /** Reads a scalar, or opens a container whose content the main loop reads. */
    private void value() {
        char c = peek();
        if (c == '{' || c == '[') {
            if (depth == MAX_DEPTH) {
                throw error("nested too deep");
            }
            at++;
            Object container = c == '{' ? (Object) new HashMap() : new ArrayList();
            add(container);
            open[depth++] = container;
        } else if (c == '"') {
            add(string());
        } else if (c == '-' || Names.isDigit(c)) {
            add(number());
        } else if (word("true")) {
            add(Boolean.TRUE);
        } else if (word("false")) {
            add(Boolean.FALSE);
        } else if (word("null")) {
            add(NULL);
        } else {
            throw error("value expected");
        }
    }

    private void add(Object value) {
        if (depth == 0) {
            root = value;
        } else if (open[depth - 1] instanceof HashMap) {
            ((HashMap) open[depth - 1]).put(keys[depth - 1], value);
        } else {
            ((ArrayList) open[depth - 1]).add(value);
        }
    }

    private String string() {
        StringBuffer out = new StringBuffer();
        at++;
        while (true) {
            if (at >= text.length()) {
                throw error("string without end");
            }
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw error("control character");
            }
            out.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() {
        char c = at < text.length() ? text.charAt(at++) : 0;
        switch (c) {
            case '"':
            case '\\':
            case '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                return hex();
            default:
                throw error("unknown escape");
        }
    }

    private char hex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0 || text.charAt(at) > 'f') {
                throw error("4 hex digits expected");
            }
            value = value * 16 + digit;
            at++;
        }
        return (char) value;
    }

    private Object number() {
        boolean negative = text.charAt(at) == '-';
        if (negative) {
            at++;
        }
        int first = at;
        digits();
        if (text.charAt(first) == '0' && at > first + 1) {
            throw error("leading zero");
        }
        String whole = text.substring(first, at);
        int end = at;
        if (here() == '.') {
            at++;
            digits();
        }
        if (here() == 'e' || here() == 'E') {
            at++;
            if (here() == '+' || here() == '-') {
                at++;
            }
            digits();
        }
        long value = Names.number(whole, Long.MAX_VALUE);
        if (at > end || value < 0) {
            Decimal decimal = Decimal.parse(text.substring(negative ? first - 1 : first, at));
            if (decimal == null) {
                throw error("number too long");
            }
            return decimal;
        }
        return new Long(negative ? -value : value);
    }

    private void digits() {
        if (!Names.isDigit(here())) {
            throw error("digit expected");
        }
        while (Names.isDigit(here())) {
            at++;
        }
    }

    private boolean word(String word) {
        boolean match = text.startsWith(word, at);
        if (match) {
            at += word.length();
        }
        return match;
    }

    private char here() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** The next character that is no white space, 0 at the end. */
    private char peek() {
        while (here() == ' ' || here() == '\t' || here() == '\n' || here() == '\r') {
            at++;
        }
        return here();
    }

    private boolean next(char wanted) {
        boolean match = peek() == wanted;
        if (match) {
            at++;
        }
        return match;
    }

    private void expect(char wanted) {
        if (!next(wanted)) {
            throw error("'" + wanted + "' expected");
        }
    }

    private IllegalArgumentException error(String what) {
        return new IllegalArgumentException(what + " at " + at);
    }
}
