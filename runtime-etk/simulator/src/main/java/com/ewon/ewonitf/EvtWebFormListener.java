package com.ewon.ewonitf;

/** Answers a jvmForm request. */
public abstract class EvtWebFormListener extends WebProducer implements EvtListener {
    public abstract void callForm(String formName);

    @Override
    public void call(int eventHandler, String param, int paramInt) {
        setEventHandler(eventHandler);
        callForm(param);
    }
}
