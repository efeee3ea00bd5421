package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.hub.HubResource;
import io.github.flexyfleet.fleet.hub.HubResourceSource;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks at the settings of the hub in Azure. They show only to a sign-in with Entra ID that may read them; to anybody else
 * the portal shows them.
 */
public final class HubSettingsLook {
    static final String ALL = "settings of the hub in Azure";

    private static final String WHAT =
            "tier, routes, retention, consumer groups, network rules and messages of the day";

    private final Optional<HubResourceSource> source;
    private final HubSettingsJudge judge;
    private final String host;

    private HubSettingsLook(Optional<HubResourceSource> source, HubSettingsJudge judge, String host) {
        this.source = source;
        this.judge = judge;
        this.host = host;
    }

    /** Nobody who may look. */
    public static HubSettingsLook none() {
        return new HubSettingsLook(Optional.empty(), new HubSettingsJudge(HubSettingsWanted.NOTHING), "");
    }

    /** Through Azure, where there is a way; what it shows is held against what the fleet file says. */
    public static HubSettingsLook of(Optional<? extends HubResourceSource> source, HubSettingsWanted wanted) {
        return new HubSettingsLook(
                source.map(HubResourceSource.class::cast),
                new HubSettingsJudge(wanted),
                wanted.hub().host());
    }

    /** A link for each setting; one for all when none can be looked at. */
    List<Link> look() {
        if (source.isEmpty()) {
            return List.of(unseen("they show only with hub: {access: entra} and the role Reader at the hub", WHAT));
        }
        HubResourceSource azure = source.get();
        try {
            Optional<String> id = azure.find(host);
            if (id.isEmpty()) {
                return List.of(unseen(
                        "Azure shows this sign-in no hub named " + host + "; it needs the role Reader at the hub",
                        WHAT));
            }
            HubResource hub = azure.read(id.get());
            return List.of(
                    new Link("tier of the hub", judge.tier(hub)),
                    new Link("routes to the built-in endpoint", judge.routes(hub)),
                    new Link("retention of messages", judge.retention(hub)),
                    new Link("consumer group", part(() -> azure.consumerGroups(id.get()), judge::group)),
                    new Link("network rules of the hub", judge.network(hub)),
                    new Link("messages of the day", part(() -> azure.messages(id.get()), judge::messages)));
        } catch (IotHubException e) {
            return List.of(unseen(why(e.failure()), WHAT));
        }
    }

    private static <T> Verdict part(Supplier<T> read, Function<T, Verdict> judged) {
        try {
            return judged.apply(read.get());
        } catch (IotHubException e) {
            return new Verdict.NotLooked(why(e.failure()));
        }
    }

    private static Link unseen(String why, String what) {
        return new Link(
                ALL,
                new Verdict.NotLooked(what + ": " + why + ". In the portal the hub's pages Overview, Message routing"
                        + " (fallback route on), Built-in endpoints, Networking and Metrics tell them"));
    }

    /** All that can keep Azure from answering, in words that say what to do. */
    private static String why(IotHubFailure failure) {
        if (failure instanceof IotHubFailure.NoToken none) {
            return "no sign-in for Azure Resource Manager (" + none.reason() + "); it needs the role Reader at the hub";
        }
        if (failure instanceof IotHubFailure.Unauthorized) {
            return "Azure refused this sign-in; it needs the role Reader at the hub";
        }
        if (failure instanceof IotHubFailure.Unreachable unreachable) {
            return "Azure Resource Manager gives no whole answer on port 443: " + unreachable.reason();
        }
        if (failure instanceof IotHubFailure.Throttled) {
            return "Azure Resource Manager takes no more calls now; look again in some minutes";
        }
        return "Azure Resource Manager gives an answer that is not understood (" + failure + ")";
    }
}
