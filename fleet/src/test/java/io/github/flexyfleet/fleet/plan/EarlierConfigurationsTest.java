package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rollout that goes wrong finds of the configurations before. */
class EarlierConfigurationsTest {
    private static final String FASTER = PlanKit.FLEET.replace("full: 20s", "full: 10s");

    @TempDir
    private Path folder;

    private PlanKit kit;
    private DeviceTarget before;

    @BeforeEach
    void applyFirst() {
        kit = new PlanKit(folder);
        before = kit.inputs(PlanKit.FLEET).targets().get(0);
        kit.applied().keep(before.bundle());
    }

    @Test
    void anEarlierBundleIsPutTogetherAgain() {
        DeviceTarget now = kit.inputs(FASTER).targets().get(0);

        Optional<DeviceTarget> again = new AppliedBundles(kit.applied()).of(now, before.digest());

        assertThat(now.digest()).isNotEqualTo(before.digest());
        assertThat(again).map(DeviceTarget::bundle).contains(before.bundle());
        assertThat(again).map(DeviceTarget::login).contains(now.login());
    }

    @Test
    void aBundleWithAnotherCertificateOrOfNobodyIsNotThere() {
        AppliedBundles bundles = new AppliedBundles(kit.applied());
        DeviceTarget now = kit.inputs(FASTER).targets().get(0);
        assertThat(bundles.of(now, Digest.of(new byte[] {1}))).isEmpty();

        kit.renew("pump-1");

        assertThat(bundles.of(kit.inputs(FASTER).targets().get(0), before.digest()))
                .isEmpty();
    }

    @Test
    void theSettingsThatChangedAreSuspectedWithTheirPlaces() {
        Planner.Inputs inputs = kit.inputs(FASTER);
        ChangedSettings suspects = new ChangedSettings(inputs.fleet(), kit.applied());

        assertThat(suspects.of(inputs.targets().get(0), Optional.of(before.digest())))
                .containsExactly("tagGroups.all.push.full 20s -> 10s (fleet.yaml:7:54)");
        assertThat(suspects.of(inputs.targets().get(0), Optional.empty())).isEmpty();
    }
}
