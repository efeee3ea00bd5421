package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.FirmwareFloor;
import java.util.Optional;

/** It is the machine that the fleet file means, with firmware that is new enough. */
final class MachineCheck implements DeviceCheck {
    @Override
    public String link() {
        return "machine";
    }

    @Override
    public Verdict look(Patient patient) {
        var flexy = patient.status().flexy();
        Optional<String> wanted = patient.target().serial();
        if (wanted.isPresent() && !wanted.get().equals(flexy.serial())) {
            return new Verdict.Problem(
                    DoctorCode.OTHER_MACHINE,
                    "its serial number is " + flexy.serial() + ", the fleet file says " + wanted.get());
        }
        if (FirmwareFloor.isBelow(flexy.firmware())) {
            return new Verdict.Problem(DoctorCode.FIRMWARE_TOO_OLD, "firmware " + flexy.firmware());
        }
        return new Verdict.Ok("serial " + flexy.serial() + ", firmware " + flexy.firmware());
    }
}
