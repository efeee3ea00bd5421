package com.ewon.ewonitf;

/** Answers {@code rcgi.bin/jvmForm}. */
public abstract class EvtWebFormListener extends WebProducer implements EvtListener {
    public void call(int eventHandler, String param, int paramInt) {
        throw new RuntimeException("compile-only");
    }

    public abstract void callForm(String formName);
}
