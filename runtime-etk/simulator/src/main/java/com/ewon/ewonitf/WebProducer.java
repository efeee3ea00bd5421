package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.guest.GuestUrls;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/** The answer to a web request, and its fields. */
public class WebProducer extends OutputStream {
    private int event;
    private final Map<String, String> variables = new HashMap<>();

    public void setEventHandler(int eventHandler) {
        event = eventHandler;
        variables.clear();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        Platform.host().web().write(event, buffer, offset, length);
    }

    /** Sets the content type. */
    public void setWebHeader(String header) {
        Platform.host().web().contentType(event, header);
    }

    public void setWebVar(String name, String value) {
        variables.put(name, value);
    }

    public String getWebVar(String name, String otherwise) {
        String own = variables.get(name);
        return own != null ? own : Platform.host().web().variable(event, name, otherwise);
    }

    public static String escapePath(String path) {
        return GuestUrls.encode(path);
    }

    public static String unescapePath(String path) {
        return GuestUrls.decode(path);
    }

    /** Pages of the gateway's own web interface do not exist in a rehearsal. */
    public void produceAstPage(String page) {
        throw new UnsupportedOperationException("no page " + page);
    }
}
