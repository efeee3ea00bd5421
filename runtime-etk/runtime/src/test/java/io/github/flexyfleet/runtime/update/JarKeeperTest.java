package io.github.flexyfleet.runtime.update;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.kit.FakeMachine;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JarKeeperTest {
    private static final int CHUNK = 100;
    private static final String OLD = "flexyfleet-1-00000000.jar";
    private static final String AUTORUN =
            "-heapsize 25M -classpath /usr/" + OLD + " -emain io.github.flexyfleet.runtime.Main\n";

    private final byte[] jar = new byte[1050];
    private final MemoryStore usr = new MemoryStore("/usr/");
    private final FakeMachine machine = new FakeMachine();
    private String sha256;
    private String name;
    private JarKeeper keeper;

    @BeforeEach
    void open() throws Exception {
        new Random(5).nextBytes(jar);
        sha256 = TestBundle.sha256(jar);
        name = "flexyfleet-2-" + sha256.substring(0, 8) + ".jar";
        usr.write(OLD, new byte[] {1});
        usr.write("jvmrun", AUTORUN.getBytes(US_ASCII));
        keeper = started(usr, machine);
    }

    private static JarKeeper started(MemoryStore usr, FakeMachine machine, String... args) {
        JarKeeper keeper = new JarKeeper(usr, machine, new EventLog(new ManualClock()), "Starter");
        keeper.open(args);
        return keeper;
    }

    private JarKeeper onTrial(int seconds) {
        return started(usr, machine, Integer.toString(seconds), "2", sha256);
    }

    private long send(JarKeeper to, long offset) throws Refusal {
        int from = (int) offset;
        byte[] chunk = Arrays.copyOfRange(jar, from, Math.min(jar.length, from + CHUNK));
        return to.take("2", sha256, jar.length, from, chunk);
    }

    private void sendAll() throws Refusal {
        long have = 0;
        while (have < jar.length) {
            have = send(keeper, have);
        }
    }

    /** As the orchestrator does it: what a cut has torn is dropped by the device and sent once more. */
    private void sendAll(JarKeeper to) throws Refusal {
        try {
            long have = 0;
            while (have < jar.length) {
                have = send(to, have);
            }
        } catch (Refusal e) {
            assertThat(e.code()).isEqualTo(Refusal.BAD_DIGEST);
            sendAll(to);
        }
    }

    private String autorun() throws Exception {
        return new String(usr.read("jvmrun"), US_ASCII);
    }

    @Test
    void anOrdinaryStartEndsTheWayBackOfATrialBefore() {
        assertThat(machine.next()).isNull();
        assertThat(keeper.left()).isEqualTo(-1);
    }

    @Test
    void theJarLiesBesideTheOldOneAndJvmrunStaysAsItIs() throws Exception {
        sendAll();

        assertThat(usr.read(name)).isEqualTo(jar);
        assertThat(autorun()).isEqualTo(AUTORUN);
    }

    @Test
    void receptionGoesOnAtTheOffsetThatTheDeviceNames() throws Exception {
        long have = send(keeper, 0);

        assertThat(send(keeper, 0)).isEqualTo(have);
        assertThat(send(keeper, 300)).isEqualTo(have);
        assertThat(send(keeper, have)).isEqualTo(2 * CHUNK);
    }

    @Test
    void anotherFileOfTheSameNameIsReplaced() throws Exception {
        usr.write(name, new byte[jar.length]);

        sendAll();

        assertThat(usr.read(name)).isEqualTo(jar);
    }

    @Test
    void aJarWithAnotherSha256IsDropped() throws Exception {
        jar[1049] ^= 1;

        assertThatThrownBy(this::sendAll)
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(Refusal.BAD_DIGEST));
        assertThat(usr.size(name)).isEqualTo(-1);
    }

    @Test
    void aFullFlashRefusesAndLeavesNoHalfJar() throws Exception {
        send(keeper, 0);
        usr.setFull(true);

        assertThatThrownBy(() -> send(keeper, CHUNK))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(Refusal.STORAGE));
    }

    @Test
    void theOldJarsStarterComesUpFirstWithTheNewJarBeforeItOnTheClassPath() throws Exception {
        sendAll();

        keeper.attempt("2", sha256, 600);
        keeper.tick(5000);
        assertThat(machine.left()).as("the answer goes out first").isFalse();
        keeper.tick(6000);

        assertThat(machine.left()).isTrue();
        assertThat(machine.minutes()).isEqualTo(5);
        assertThat(machine.next())
                .isEqualTo(
                        "-heapsize 25M -classpath /usr/" + name + ":/usr/" + OLD + " -emain Starter 600 2 " + sha256);
        assertThat(autorun()).isEqualTo(AUTORUN);
    }

    @Test
    void withoutAWayBackNothingIsTried() throws Exception {
        sendAll();
        usr.delete(OLD);

        assertThatThrownBy(() -> keeper.attempt("2", sha256, 600))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(Refusal.BAD_CONFIG));
        keeper.tick(5000);
        keeper.tick(9000);
        assertThat(machine.left()).isFalse();
    }

    @Test
    void halfAJarIsNotTried() throws Exception {
        send(keeper, 0);

        assertThatThrownBy(() -> keeper.attempt("2", sha256, 600))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(Refusal.INCOMPLETE));
    }

    @Test
    void aTrialThatIsNotKeptGoesBackByItself() {
        keeper = onTrial(600);

        assertThat(keeper.tick(599_000)).as("the watch is served").isTrue();
        assertThat(keeper.left()).isEqualTo(1);
        assertThat(keeper.tick(600_000)).isFalse();
        assertThat(keeper.tick(601_000)).isFalse();

        assertThat(machine.left()).isTrue();
        assertThat(machine.next()).isEqualTo(AUTORUN.trim());
    }

    @Test
    void aTrialCanBeEndedAtOnce() throws Exception {
        keeper = onTrial(600);

        keeper.back();
        keeper.tick(1000);
        keeper.tick(2000);

        assertThat(machine.left()).isTrue();
        assertThat(machine.next()).isEqualTo(AUTORUN.trim());
    }

    @Test
    void keepingSwitchesJvmrunAndDeletesAllButTheJarBefore() throws Exception {
        sendAll();
        usr.write("flexyfleet-0-ffffffff.jar", jar);
        usr.write("somebody.jar", jar);
        keeper = onTrial(600);

        keeper.keep("2", sha256);
        keeper.keep("2", sha256);

        assertThat(autorun())
                .isEqualTo("-heapsize 25M -classpath /usr/" + name + " -emain io.github.flexyfleet.runtime.Main\n");
        assertThat(usr.list("")).containsExactlyInAnyOrder(name, OLD, "jvmrun", "somebody.jar");
        assertThat(keeper.left()).isEqualTo(-1);
        assertThat(machine.next()).isNull();
        assertThat(keeper.tick(700_000)).isTrue();
        keeper.tick(900_000);
        assertThat(machine.left()).isFalse();
    }

    @Test
    void onlyTheRuntimeOnTrialIsKept() {
        assertThatThrownBy(() -> keeper.keep("2", sha256))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(Refusal.NOT_CANDIDATE));
    }

    @Test
    void aPowerCutAtAnyWriteLeavesAJvmrunOfTheOldOrTheNewRuntime() throws Exception {
        for (int cut = 0; cut < 40; cut++) {
            MemoryStore flash = usr.copy();
            flash.cutAt(cut);
            try {
                sendAll(started(flash, new FakeMachine()));
                started(flash, new FakeMachine(), "600", "2", sha256).keep("2", sha256);
            } catch (MemoryStore.PowerCut e) {
                assertThat(e).isNotNull();
            }
            flash.cutAt(Integer.MAX_VALUE);
            String line = new String(flash.read("jvmrun"), US_ASCII);
            assertThat(line).as("cut at %d", cut).containsAnyOf(OLD, name);
            String runs = line.contains(OLD) ? OLD : name;
            assertThat(flash.read(runs)).isEqualTo(runs.equals(OLD) ? new byte[] {1} : jar);

            sendAll(started(flash, new FakeMachine()));
            started(flash, new FakeMachine(), "600", "2", sha256).keep("2", sha256);
            assertThat(new String(flash.read("jvmrun"), US_ASCII)).contains(name);
        }
    }
}
