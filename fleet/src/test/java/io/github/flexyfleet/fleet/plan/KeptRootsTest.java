package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.compile.TestCertificates;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old and new roots together first. */
class KeptRootsTest {
    private static final X509Certificate OLD = root("Old");
    private static final X509Certificate NEW = root("New");
    private static final X509Certificate BUILT_IN = root("Built in");

    @TempDir
    private Path folder;

    private PlanKit kit;
    private Instant now = TestCertificates.START.plus(Duration.ofDays(1));
    private DeviceTarget before;

    private static X509Certificate root(String name) {
        return TestCertificates.selfSigned(name, TestCertificates.START, TestCertificates.END);
    }

    @BeforeEach
    void applyOld() {
        kit = new PlanKit(folder);
        before = target(BUILT_IN, OLD);
        kit.applied().keep(before.bundle());
    }

    private DeviceTarget target(X509Certificate... roots) {
        kit.roots(roots);
        return kit.inputs(PlanKit.FLEET).targets().get(0);
    }

    private KeptRoots kept() {
        return new KeptRoots(kit.applied(), () -> now);
    }

    @Test
    void anExchangeAtOnceIsNamedAndEachOfItsTwoStepsIsNot() {
        assertThat(kept().exchanged(target(BUILT_IN, NEW), before.digest())).contains("CN=Old by CN=New");

        DeviceTarget both = target(BUILT_IN, OLD, NEW);
        assertThat(kept().exchanged(both, before.digest())).isEmpty();
        kit.applied().keep(both.bundle());
        assertThat(kept().exchanged(target(BUILT_IN, NEW), both.digest())).isEmpty();
        assertThat(kept().exchanged(before, both.digest())).as("and back").isEmpty();
    }

    @Test
    void aRootThatIsOverMayBeExchanged() {
        now = TestCertificates.END.plus(Duration.ofDays(1));

        assertThat(kept().exchanged(target(BUILT_IN, NEW), before.digest())).isEmpty();
    }

    @Test
    void whereNobodyKnowsWhatTheDeviceTrustsNothingIsSaid() throws IOException {
        assertThat(kept().exchanged(target(NEW), Digest.of(new byte[] {1}))).isEmpty();

        try (Stream<Path> files = Files.list(folder.resolve("applied/roots"))) {
            Files.writeString(files.findFirst().orElseThrow(), "changed by hand");
        }
        assertThat(kept().exchanged(target(NEW), before.digest())).isEmpty();
    }

    @Test
    void ofAPlanTheDevicesAreNamedWhoseRootsItWouldExchange() {
        kit.roots(BUILT_IN, OLD);
        Planner.Inputs old = kit.inputs(PlanKit.FLEET);
        List<DeviceTarget> targets = old.targets();
        targets.forEach(target -> kit.applied().keep(target.bundle()));
        Map<DeviceId, Observation> seen = Map.of(
                targets.get(0).device(), PlanKit.runs(targets.get(0).digest()),
                targets.get(1).device(), PlanKit.runs(Digest.of(new byte[] {1})));
        kit.roots(BUILT_IN, NEW);
        Planner.Inputs wanted = kit.inputs(PlanKit.FLEET);

        Plan plan = Planner.plan(wanted, seen, kit.applied());

        assertThat(kept().exchanged(plan, wanted.targets()))
                .containsOnly(Map.entry(targets.get(0).device(), "CN=Old by CN=New"));
        assertThat(kept().exchanged(Planner.plan(old, seen, kit.applied()), targets))
                .isEmpty();
    }
}
