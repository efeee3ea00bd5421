package io.github.flexyfleet.fleet.gateway;

/** Opens the link to a device; a problem here (unknown, offline) ends that device. */
@FunctionalInterface
public interface DeviceLinks {
    /** The link to one device; to be closed when the device has ended. */
    DeviceLink open(DeviceTarget target) throws DeviceProblemException, InterruptedException;

    /** From now on devices go back to what they ran before: calls that were kept for that may be spent. */
    default void openReserve() {}

    /** Name of the Talk2M account through which a device is reached. */
    default String account(DeviceTarget target) {
        return "";
    }
}
