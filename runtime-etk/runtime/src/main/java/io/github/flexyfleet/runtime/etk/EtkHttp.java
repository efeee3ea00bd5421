package io.github.flexyfleet.runtime.etk;

import com.ewon.ewonitf.EWException;
import com.ewon.ewonitf.ScheduledActionManager;
import io.github.flexyfleet.runtime.hub.Http;
import java.io.IOException;

/** HTTP through the ETK. The server's certificate must come from an authority that the Flexy itself trusts. */
final class EtkHttp implements Http {
    public int post(String url, String headers, String body, String path) throws IOException {
        try {
            return ScheduledActionManager.RequestHttpX(url, "POST", headers, body, "", path);
        } catch (EWException e) {
            throw new IOException(e.getMessage());
        }
    }
}
