package com.ewon.ewonitf;

/** Answers AST requests. */
public abstract class EvtWebAstListener extends WebProducer implements EvtListener {
    public void call(int eventHandler, String param, int paramInt) {
        throw new RuntimeException("compile-only");
    }

    public abstract void callAst(String astName);
}
