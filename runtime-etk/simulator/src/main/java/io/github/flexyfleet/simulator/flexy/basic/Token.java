package io.github.flexyfleet.simulator.flexy.basic;

/** A piece of a command. Words are in upper case, since BASIC does not mind case; text keeps its own. */
record Token(Kind kind, String text) {
    enum Kind {
        WORD,
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    boolean is(String wanted) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(wanted);
    }
}
