package io.github.flexyfleet.maven;

import io.github.flexyfleet.simulator.RehearsalWorld;
import io.github.flexyfleet.simulator.WorldSpec;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a user needs to talk to a world. It shows secrets, on purpose: they were made for this world and open nothing else.
 *
 * @param root the file of the root certificate
 * @param faults name of the profile of faults
 */
record WorldGuide(RehearsalWorld world, WorldSpec spec, Path root, String faults) {
    private static final int MQTT = 8883;
    private static final int SHOWN = 10;

    List<String> lines() throws IOException {
        String proxy = "http://" + shown(world.proxy());
        String first = spec.flexys().isEmpty() ? "" : spec.flexys().get(0).name();
        List<String> lines = new ArrayList<>();
        lines.add("a rehearsal world runs on this machine; its secrets open nothing else");
        lines.add("");
        lines.add("proxy              " + proxy + "  (HTTP CONNECT)");
        lines.add("root certificate   " + root);
        lines.add("Talk2M             https://m2web.talk2m.com/t2mapi/");
        lines.add("  account          " + world.talk2m().account());
        lines.add("  user             " + world.talk2m().user());
        lines.add("  password         " + world.talk2m().password());
        lines.add("  developer id     " + world.talk2m().developerId());
        lines.add("Flexys             " + names());
        lines.add("  user             " + world.device().user());
        lines.add("  password         " + world.device().password());
        lines.add("hub                " + spec.hubHost() + "  (MQTT over TLS 8883, REST 443)");
        lines.add("  connection       " + world.hubConnectionString());
        lines.add("  without a proxy  MQTT " + shown(world.address(spec.hubHost(), MQTT)));
        lines.add("runtime jar        " + spec.runtimeUrl());
        lines.add("faults             " + faults);
        lines.add("");
        lines.add("the Flexys of the account:");
        lines.add(curl(proxy, "getewons", ""));
        if (!first.isEmpty()) {
            lines.add("the status of one:");
            lines.add(curl(
                    proxy,
                    "get/" + URLEncoder.encode(first, StandardCharsets.UTF_8)
                            + "/rcgi.bin/ParamForm?AST_Param=$dtES$ftT",
                    " -d t2mdeviceusername=" + world.device().user() + " -d t2mdevicepassword="
                            + world.device().password()));
        }
        lines.add("an MQTT client connects to the hub through the proxy, or without one to the address above with "
                + spec.hubHost() + " as server name, with a certificate whose thumbprint is registered at the hub");
        lines.add("");
        lines.add("press Enter to end it");
        return lines;
    }

    private String curl(String proxy, String call, String more) {
        return "  curl --proxy " + proxy + " --cacert '" + root + "' -d t2maccount="
                + URLEncoder.encode(world.talk2m().account(), StandardCharsets.UTF_8) + " -d t2musername="
                + world.talk2m().user() + " -d t2mpassword=" + world.talk2m().password() + " -d t2mdeveloperid="
                + world.talk2m().developerId() + more + " 'https://m2web.talk2m.com/t2mapi/" + call + "'";
    }

    private String names() {
        List<FlexySpec> flexys = spec.flexys();
        return flexys.stream().limit(SHOWN).map(FlexySpec::name).collect(Collectors.joining(", "))
                + (flexys.size() > SHOWN ? " and " + (flexys.size() - SHOWN) + " more" : "");
    }

    private static String shown(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
