package io.github.flexyfleet.simulator.flexy.basic;

/** An expression. */
sealed interface Expression {
    /** A text. */
    record Text(String value) implements Expression {}

    /** A number. */
    record Numeric(double value) implements Expression {}

    /** A variable, with its suffix, in upper case. */
    record Variable(String name) implements Expression {}

    /** A sum, a difference, or two texts joined. */
    record Sum(Expression left, char sign, Expression right) implements Expression {}

    /** {@code CHR$} or {@code STR$} of an expression. */
    record Function(String name, Expression argument) implements Expression {}

    /** {@code GETSYS block,"item"}. */
    record GetSystem(String block, String item) implements Expression {}

    /** {@code RESPONSEHTTPX "item"}: what came back from the last request. */
    record HttpResponse(String item) implements Expression {}

    /** {@code TIME$}: local time. */
    record Time() implements Expression {}
}
