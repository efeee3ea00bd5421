package io.github.flexyfleet.runtime.hub;

import java.io.IOException;

/** The Flexy's own HTTP client (flexy-etk 1.5). */
public interface Http {
    /** Result of a request that came through; whether the server liked it is another question. */
    int DONE = 0;

    /** Result: the server refused the login. */
    int LOGIN = 2;

    /** Result: no connection. */
    int UNREACHABLE = 32601;

    /**
     * Posts, and waits until that is over.
     *
     * @param headers {@code Name=Value&Name2=Value2}
     * @param path absolute path of the file for the body of the answer
     * @return the Flexy's own result; the HTTP status is not told
     */
    int post(String url, String headers, String body, String path) throws IOException;
}
