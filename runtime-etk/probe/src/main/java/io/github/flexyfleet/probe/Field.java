package io.github.flexyfleet.probe;

import com.ewon.ewonitf.DefaultEventHandler;
import com.ewon.ewonitf.EventHandlerThread;
import com.ewon.ewonitf.EvtWebFormListener;

/** Answers each form with how long its field is, until it is stopped. */
public final class Field extends EvtWebFormListener {
    private Field() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        DefaultEventHandler.setDefaultWebFormtListener(new Field());
        new EventHandlerThread(true);
    }

    public void callForm(String formName) {
        try {
            String value = getWebVar("field", "");
            Answers answers = new Answers();
            answers.number("length", value == null ? 0 : value.length());
            setWebHeader("application/json");
            byte[] bytes = answers.line().getBytes("ISO-8859-1");
            write(bytes, 0, bytes.length);
        } catch (Throwable e) {
            // An exception out of a callback would end the event loop; no answer says enough.
            return;
        }
    }
}
