package io.github.flexyfleet.simulator.flexy.basic;

import java.util.List;

/** A statement. */
sealed interface Statement {
    /** {@code name = value}. */
    record Assign(String name, Expression value) implements Statement {}

    /** {@code REQUESTHTTPX url,method[,headers[,text[,files[,destination]]]]}. */
    record RequestHttp(List<Expression> arguments) implements Statement {}

    /** {@code SETSYS PRG,"item",value}. */
    record SetSystem(String item, Expression value) implements Statement {}

    /** {@code OPEN source FOR BINARY|TEXT INPUT|OUTPUT|APPEND AS number}. */
    record Open(Expression source, boolean binary, Way way, int number) implements Statement {
        enum Way {
            INPUT,
            OUTPUT,
            APPEND
        }
    }

    /** {@code PUT number,value[;value..]}. */
    record Put(int number, List<Expression> values) implements Statement {}

    /** {@code CLOSE number}. */
    record Close(int number) implements Statement {}

    /** {@code ERASE file}. */
    record Erase(Expression file) implements Statement {}

    /** {@code REBOOT}. */
    record Reboot() implements Statement {}

    /** {@code CFGSAVE}. */
    record SaveConfiguration() implements Statement {}
}
