package com.ewon.ewonitf;

/** Answers an AST page request. */
public abstract class EvtWebAstListener extends WebProducer implements EvtListener {
    public abstract void callAst(String astName);

    @Override
    public void call(int eventHandler, String param, int paramInt) {
        setEventHandler(eventHandler);
        callAst(param);
    }
}
