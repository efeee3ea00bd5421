package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.doctor.Complaint;
import io.github.flexyfleet.fleet.doctor.DoctorCode;
import java.util.stream.Collectors;

/** Writes {@code docs/troubleshooting.md} from the doctor's codes and the complaints that they answer. */
final class TroubleshootingPage {
    private TroubleshootingPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(CodePages.GENERATED);
        page.append("""
                # Troubleshooting

                ```sh
                mvn flexy:doctor                        # all devices
                mvn flexy:doctor -Dflexy.device=pump-1  # one
                mvn flexy:watch                         # what arrives at the hub, as it arrives
                ```

                `flexy:doctor` walks from this machine to the hub and stops at the first link of each device that lets no data pass: what is \
                behind it would tell nothing, and is listed as not looked at. What lies beside the way of the data (a missing right, another \
                version or configuration, another certificate that the hub trusts, messages lost once) is told, and it goes on. It writes to no \
                device and makes no certificate: it compares with those that are kept in the state folder, due or not, and without that folder \
                it says what it could not compare. At the end it asks each sound device for a message and waits until it \
                sees it at the hub: one that the hub took after the doctor began, so a message of before proves nothing. It needs the \
                logins of Talk2M and the devices; without one at the hub, without rights in Azure, or when Talk2M fails, it looks at all \
                else (but not whether a device with `auth: sas` whose key lies at the hub runs what is wanted). It spends five Talk2M calls a device or so. What it \
                could not look at it says: tier, routes, retention, consumer groups, network rules and quota of a hub show only with \
                `hub: {access: entra}` and the role *Reader* at the hub ([operations](operations.md#credentials)), and whether the device user may control the Java VM could be found out only by stopping the runtime. It fails when it finds something.

                ## What people ran into

                """);
        Complaint.all()
                .forEach(complaint -> page.append("**\"")
                        .append(CodePages.plain(complaint.words()))
                        .append("\"** ")
                        .append(CodePages.plain(complaint.answer()))
                        .append(complaint.codes().isEmpty() ? "" : " " + codes(complaint))
                        .append("\n\n"));
        page.append("## All codes, in the order of the chain\n\n");
        for (DoctorCode code : DoctorCode.values()) {
            page.append("**[")
                    .append(code.id())
                    .append("](findings/")
                    .append(code.id())
                    .append(".md) ");
            page.append(code.title())
                    .append(".** ")
                    .append(CodePages.plain(code.cause()))
                    .append(' ');
            page.append(CodePages.plain(code.mend())).append("\n\n");
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static String codes(Complaint complaint) {
        return complaint.codes().stream()
                .map(code -> "[" + code.id() + "](findings/" + code.id() + ".md)")
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
