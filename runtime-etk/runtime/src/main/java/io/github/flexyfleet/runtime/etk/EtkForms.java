package io.github.flexyfleet.runtime.etk;

import com.ewon.ewonitf.EvtWebFormListener;
import io.github.flexyfleet.runtime.form.FormDesk;
import io.github.flexyfleet.runtime.port.Fields;
import io.github.flexyfleet.runtime.status.Alive;
import io.github.flexyfleet.runtime.text.Utf8;

/** Answers {@code rcgi.bin/jvmForm} on the event thread. */
public final class EtkForms extends EvtWebFormListener implements Fields {
    private static final String FAILED =
            "{\"protocol\":1,\"ok\":false,\"form\":\"\",\"error\":\"internal\"," + "\"message\":\"the form failed\"}";

    private final FormDesk desk;
    private final Alive alive;

    /** A listener that asks this desk. */
    public EtkForms(FormDesk desk, Alive alive) {
        this.desk = desk;
        this.alive = alive;
    }

    public String get(String name) {
        String value = getWebVar(name, "");
        return value == null ? "" : value;
    }

    public void callForm(String formName) {
        String answer = FAILED;
        try {
            alive.begin(Alive.EVENTS);
            answer = desk.answer(formName == null ? "" : formName, this);
        } catch (Throwable e) {
            // An exception out of a callback ends the event loop (flexy-etk 1.1).
            answer = FAILED;
        }
        try {
            setWebHeader("application/json");
            byte[] bytes = Utf8.encode(answer);
            write(bytes, 0, bytes.length);
            alive.end(Alive.EVENTS);
        } catch (Throwable e) {
            // The caller is gone; there is nobody left to tell.
            alive.end(Alive.EVENTS);
        }
    }
}
