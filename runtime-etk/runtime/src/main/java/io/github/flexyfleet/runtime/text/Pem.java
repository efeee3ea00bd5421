package io.github.flexyfleet.runtime.text;

/** Takes the first block out of a PEM file (RFC 7468). */
public final class Pem {
    private Pem() {}

    /**
     * The bytes of the first block of that label.
     *
     * @throws IllegalArgumentException when there is no such block or it is not base64
     */
    public static byte[] first(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int start = pem.indexOf(begin);
        int end = pem.indexOf("-----END " + label + "-----", start);
        if (start < 0 || end < 0) {
            throw new IllegalArgumentException("no PEM block " + label);
        }
        StringBuffer base64 = new StringBuffer(end - start);
        for (int i = start + begin.length(); i < end; i++) {
            char c = pem.charAt(i);
            if (c > ' ') {
                base64.append(c);
            }
        }
        return Base64.decode(base64.toString());
    }
}
