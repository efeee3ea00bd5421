package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;

/** Links whose writes are in the ledger before they are made, and are made only under a lease that is good. */
final class JournaledLinks implements DeviceLinks {
    private final DeviceLinks links;
    private final Journal journal;
    private final HeldLease lease;

    JournaledLinks(DeviceLinks links, Journal journal, HeldLease lease) {
        this.links = links;
        this.journal = journal;
        this.lease = lease;
    }

    @Override
    public DeviceLink open(DeviceTarget target) throws DeviceProblemException, InterruptedException {
        return new JournaledLink(links.open(target), target, journal, lease);
    }

    @Override
    public void openReserve() {
        links.openReserve();
    }

    @Override
    public String account(DeviceTarget target) {
        return links.account(target);
    }
}
