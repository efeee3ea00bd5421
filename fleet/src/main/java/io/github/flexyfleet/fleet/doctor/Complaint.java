package io.github.flexyfleet.fleet.doctor;

import java.util.List;

/**
 * What people said who could not get a Flexy to Azure by hand, in the forum thread that this project began with, and what
 * answers it now.
 *
 * @param post number of the post
 * @param words what was said, shortened
 * @param answer what to do
 * @param codes codes that the doctor gives in such a case; empty where nothing is broken
 */
public record Complaint(int post, String words, String answer, List<DoctorCode> codes) {
    /** All of them, in the thread's order. */
    public static List<Complaint> all() {
        return List.of(
                new Complaint(
                        2,
                        "An error at MQTT Connect. With the example certificate it works; I don't know why it didn't with mine.",
                        "The thumbprint in the hub was not that of the certificate on the Flexy, or key and certificate were no"
                                + " pair. flexy:deploy makes both, registers the thumbprint and brings them together, so they cannot"
                                + " differ. flexy:doctor compares the thumbprint with the certificate on the Flexy, and the"
                                + " digest of all files there, the key among them.",
                        List.of(DoctorCode.THUMBPRINT, DoctorCode.CERTIFICATE_DIFFERS, DoctorCode.IDENTITY_MISSING)),
                new Complaint(
                        2,
                        "It is sending data to Azure, but I do not know where to see it.",
                        "flexy:watch shows each message as it arrives at the hub, with its tag values.",
                        List.of()),
                new Complaint(
                        3,
                        "I have never managed to see the data in the Azure interface.",
                        "The portal shows counts, no messages. flexy:watch reads the hub's built-in endpoint.",
                        List.of(DoctorCode.MESSAGES_REFUSED, DoctorCode.GROUP_UNKNOWN, DoctorCode.ROUTED_AWAY)),
                new Complaint(
                        5,
                        "Followed the instructions, changed the host name to the correct one, it will not connect.",
                        "flexy:doctor asks the Flexy itself: does it find the name, does it reach the port, is its clock right, does"
                                + " the hub know it. The first broken link is named.",
                        List.of(
                                DoctorCode.NAME,
                                DoctorCode.PORT,
                                DoctorCode.CLOCK,
                                DoctorCode.HUB_UNREACHABLE,
                                DoctorCode.ROOTS)),
                new Complaint(
                        7,
                        "It gets stuck with \"mqtt-Not connected [1DAFF8]\". What can I do to get more information?",
                        "The Flexy's MQTT client gives no reason. The runtime works it out from what it can see, and flexy:doctor adds"
                                + " what the hub knows: the certificate, the identity, whether it is enabled. The script's root,"
                                + " Baltimore, has expired; the two that Azure uses now are built in.",
                        List.of(
                                DoctorCode.ROOTS,
                                DoctorCode.THUMBPRINT,
                                DoctorCode.IDENTITY_DISABLED,
                                DoctorCode.CERTIFICATE_EXPIRED,
                                DoctorCode.ANOTHER_CLIENT)),
                new Complaint(
                        9,
                        "I kept getting Failed: Mqtt \"connect\". The problem was DNS on my 3G modem.",
                        "The Flexy tells that it finds no address for the hub's name.",
                        List.of(DoctorCode.NAME, DoctorCode.NO_WAN, DoctorCode.FIRMWARE_TOO_OLD)),
                new Complaint(
                        11,
                        "In Azure I have the message \"This device is being authenticated using an X.509 certificate\". I generated the"
                                + " certificate again and the Flexy does not change its state.",
                        "That message is no error: it tells how the device is to show who it is. A new certificate needs its thumbprint"
                                + " registered as well; flexy:doctor compares the two.",
                        List.of(DoctorCode.IDENTITY_KIND, DoctorCode.THUMBPRINT)),
                new Complaint(
                        12,
                        "Is there a way over port 443, so that clients need not open 8883?",
                        "transport: https in the fleet file (docs/port-443.md). Reading goes over 443 always.",
                        List.of(DoctorCode.PORT)),
                new Complaint(
                        13,
                        "I have that message still. How long does the check of the certificate take?",
                        "There is no such check to wait for: the hub looks at the certificate at each connection, and a registered"
                                + " thumbprint counts within seconds. If the device is not connected, something else is broken.",
                        List.of(DoctorCode.IDENTITY_KIND, DoctorCode.THUMBPRINT, DoctorCode.NOT_CONNECTED)),
                new Complaint(
                        15,
                        "Device Explorer stops with an error of communication with ...servicebus.windows.net:5671. How can I be sure that"
                                + " the data is really in Azure?",
                        "Port 5671 is closed in many networks. flexy:watch and the doctor read over port 443 and through the proxy of"
                                + " settings.xml; a message that they show was taken by the hub, and its numbers tell whether one is"
                                + " missing.",
                        List.of(DoctorCode.MESSAGES_UNREACHABLE, DoctorCode.NO_MESSAGE)));
    }
}
