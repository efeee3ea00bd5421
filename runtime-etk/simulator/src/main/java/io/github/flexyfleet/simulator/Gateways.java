package io.github.flexyfleet.simulator;

import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.flexy.FlexySpec.Tag;
import io.github.flexyfleet.simulator.flexy.FlexySpec.TagType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Believable gateways: a pumping station each. */
public final class Gateways {
    private static final String FIRMWARE = "14.9s0";

    private Gateways() {}

    /**
     * A gateway with eight tags of all types and groups and no users of its own.
     *
     * @param talk2mName its name in Talk2M
     * @param serial its serial number, {@code dddd-dddd-dd}
     * @param zone time zone of its clock
     * @param seed seed of everything random about it
     */
    public static FlexySpec gateway(String talk2mName, String serial, ZoneId zone, long seed) {
        List<Tag> tags = List.of(
                new Tag(1, "Level", TagType.FLOAT, "A"),
                new Tag(2, "Flow", TagType.FLOAT, "A"),
                new Tag(3, "Pressure", TagType.FLOAT, "B"),
                new Tag(4, "PumpRunning", TagType.BOOLEAN, "B"),
                new Tag(5, "Starts", TagType.INTEGER, "C"),
                new Tag(6, "EnergyWh", TagType.DWORD, "C"),
                new Tag(7, "Mode", TagType.STRING, "D"),
                new Tag(8, "Spare", TagType.FLOAT, ""));
        return new FlexySpec(talk2mName, serial, FIRMWARE, zone, List.of(), tags, seed);
    }

    /** The same gateway with one more user, who may do everything. */
    public static FlexySpec withAdministrator(FlexySpec spec, DeviceLogin login) {
        List<FlexySpec.User> users = new ArrayList<>(spec.users());
        users.add(FlexySpec.User.administrator(login.user(), login.password()));
        return spec.withUsers(users);
    }
}
