package io.github.flexyfleet.simulator.flexy.basic;

import java.util.List;
import java.util.Optional;

/** A statement. */
sealed interface Statement {
    /** {@code name = value}. */
    record Assign(String name, Expression value) implements Statement {}

    /** {@code REQUESTHTTPX url,method[,headers[,text[,files[,destination]]]]}. */
    record RequestHttp(List<Expression> arguments) implements Statement {}

    /** {@code SETSYS block,"item"[,value]}; without a value the item is LOAD or SAVE. */
    record SetSystem(String block, String item, Optional<Expression> value) implements Statement {}

    /** {@code GETHTTP server,file,path}: the old way to download, without TLS. */
    record GetHttp(Expression server, Expression file, Expression path) implements Statement {}

    /** {@code HALT}: the customer's program stops. */
    record Halt() implements Statement {}

    /** {@code TSET timer,seconds}: 0 stops a timer of the customer's program. */
    record SetTimer(int timer, Expression seconds) implements Statement {}

    /** {@code MQTT "CLOSE"}: the connection of the customer's program ends. */
    record CloseMqtt() implements Statement {}

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
