package io.github.flexyfleet.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceptionTest {
    private static final String MANIFEST = TestBundle.MANIFEST;
    private static final TestBundle ONE = TestBundle.of("one");
    private static final TestBundle TWO = TestBundle.of("two");

    private final MemoryStore store = new MemoryStore();
    private BundleKeeper keeper;

    @BeforeEach
    void open() {
        keeper = new BundleKeeper(store, new EventLog(new ManualClock()));
        keeper.open();
    }

    private static Refusal refusal(ThrowingCallable call) {
        Refusal refusal = catchThrowableOfType(Refusal.class, call);
        assertThat(refusal).as("refusal").isNotNull();
        return refusal;
    }

    private void confirm(TestBundle bundle) throws Refusal {
        bundle.send(keeper, 1000);
        keeper.apply(bundle.digest(), 600, "a");
        keeper.confirm(bundle.digest(), "c");
    }

    @Test
    void aFileArrivesInChunksAndTheAnswerSaysWhereToGoOn() throws Refusal {
        int size = ONE.content(MANIFEST).length;
        Put.Result first = keeper.put(ONE.chunk(MANIFEST, 0, 100));
        assertThat(first.have).isEqualTo(100);
        assertThat(first.complete).isFalse();
        assertThat(first.missing).containsExactly(MANIFEST);
        Put.Result last = keeper.put(ONE.chunk(MANIFEST, 100, size));
        assertThat(last.have).isEqualTo(size);
        assertThat(last.complete).isTrue();
        assertThat(last.missing).containsExactly("device.crt", "device.json", "device.key", "roots.pem");
        assertThat(keeper.view().candidate).isEqualTo(ONE.digest());
        assertThat(keeper.view().state).isEqualTo("empty");
    }

    @Test
    void aManifestOfAnotherDigestIsRefusedAndTheCandidateStays() throws Refusal {
        ONE.send(keeper, 1000);
        Put wrong = TWO.chunk(MANIFEST, 0, 1000);
        Put renamed = new Put(TWO.digest(), MANIFEST, wrong.size, ONE.digest(), 0, wrong.data);
        assertThat(refusal(() -> keeper.put(renamed)).code()).isEqualTo("bad-digest");
        Put again = new Put(ONE.digest(), MANIFEST, wrong.size, TWO.digest(), 0, wrong.data);
        assertThat(refusal(() -> keeper.put(again)).code()).isEqualTo("bad-digest");
        keeper.apply(ONE.digest(), 600, "a");
        assertThat(keeper.running().digest).isEqualTo(ONE.digest());
    }

    @Test
    void chunksOutOfOrderOrTwiceChangeNothing() throws Refusal {
        ONE.send(keeper, 1000);
        BundleKeeper fresh = new BundleKeeper(new MemoryStore(), new EventLog(new ManualClock()));
        fresh.open();
        fresh.put(ONE.chunk(MANIFEST, 0, 1000));
        assertThat(fresh.put(ONE.chunk("device.json", 50, 10)).have).isZero();
        assertThat(fresh.put(ONE.chunk("device.json", 0, 40)).have).isEqualTo(40);
        assertThat(fresh.put(ONE.chunk("device.json", 0, 40)).have).isEqualTo(40);
        assertThat(fresh.put(ONE.chunk("device.json", 20, 40)).have).isEqualTo(40);
        assertThat(fresh.put(ONE.chunk("device.json", 41, 40)).have).isEqualTo(40);
        assertThat(fresh.put(ONE.chunk("device.json", 40, 1000)).complete).isTrue();
        Put.Result again = fresh.put(ONE.chunk("device.json", 0, 40));
        assertThat(again.complete).isTrue();
        assertThat(again.have).isEqualTo(ONE.content("device.json").length);
    }

    @Test
    void receptionGoesOnAfterARestart() throws Refusal {
        keeper.put(ONE.chunk(MANIFEST, 0, 1000));
        keeper.put(ONE.chunk("device.json", 0, 100));
        open();
        assertThat(keeper.view().candidate).isEqualTo(ONE.digest());
        assertThat(keeper.put(ONE.chunk("device.json", 0, 10)).have).isEqualTo(100);
        ONE.send(keeper, 70);
        assertThat(keeper.put(ONE.chunk(MANIFEST, 0, 1)).missing).isEmpty();
    }

    @Test
    void aFileWithAnotherHashIsDropped() throws Refusal {
        keeper.put(ONE.chunk(MANIFEST, 0, 1000));
        Put good = ONE.chunk("device.key", 0, 1000);
        byte[] bad = good.data.clone();
        bad[0] ^= 1;
        Refusal refusal =
                refusal(() -> keeper.put(new Put(good.digest, good.name, good.size, good.sha256, good.offset, bad)));
        assertThat(refusal.code()).isEqualTo("bad-digest");
        assertThat(keeper.put(good).complete).isTrue();
    }

    @Test
    void theManifestComesFirstAndListsWhatMayCome() throws Refusal {
        Refusal early = refusal(() -> keeper.put(ONE.chunk("device.key", 0, 10)));
        assertThat(early.code()).isEqualTo("incomplete");
        assertThat(early.missing()).containsExactly(MANIFEST);
        assertThat(keeper.view().candidate).isEmpty();
        keeper.put(ONE.chunk(MANIFEST, 0, 1000));
        Put key = ONE.chunk("device.key", 0, 10);
        assertThat(refusal(() -> keeper.put(new Put(key.digest, "other", key.size, key.sha256, 0, key.data)))
                        .code())
                .isEqualTo("bad-request");
        assertThat(refusal(() -> keeper.put(new Put(key.digest, key.name, key.size + 1, key.sha256, 0, key.data)))
                        .code())
                .isEqualTo("bad-request");
    }

    @Test
    void aManifestThatCannotBeReadIsRefused() {
        byte[] text = "flexyfleet-bundle 9\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        String digest = TestBundle.sha256(text);
        Refusal refusal = refusal(() -> keeper.put(new Put(digest, MANIFEST, text.length, digest, 0, text)));
        assertThat(refusal.code()).isEqualTo("bad-request");
        assertThat(refusal).hasMessageContaining("first line");
    }

    @Test
    void filesOfTheConfirmedBundleNeedNotBeSentAgain() throws Refusal {
        confirm(ONE);
        Put.Result result = keeper.put(TWO.chunk(MANIFEST, 0, 1000));
        assertThat(result.missing).containsExactly("device.crt", "device.json", "device.key");
        // The same bundle again is complete at once.
        assertThat(keeper.put(ONE.chunk(MANIFEST, 0, 1000)).missing).isEmpty();
    }

    @Test
    void aDamagedFileOfTheConfirmedBundleIsNotTaken() throws Refusal {
        confirm(ONE);
        store.damage("slot1/roots.pem");
        open();
        assertThat(keeper.put(TWO.chunk(MANIFEST, 0, 1000)).missing).contains("roots.pem");
    }

    @Test
    void anotherDigestStartsAnotherCandidateButNotDuringATrial() throws Refusal {
        ONE.send(keeper, 1000);
        keeper.put(TWO.chunk(MANIFEST, 0, 1000));
        assertThat(keeper.view().candidate).isEqualTo(TWO.digest());
        assertThat(keeper.put(TWO.chunk(MANIFEST, 0, 0)).missing).hasSize(4);
        TWO.send(keeper, 1000);
        keeper.apply(TWO.digest(), 60, "r");
        assertThat(refusal(() -> keeper.put(ONE.chunk(MANIFEST, 0, 1000))).code())
                .isEqualTo("busy");
        int writes = store.writes();
        assertThat(keeper.put(TWO.chunk("device.key", 0, 3)).complete).isTrue();
        assertThat(store.writes()).isEqualTo(writes);
    }

    @Test
    void aLargerOffsetOfAnUnknownDigestChangesNothing() throws Refusal {
        ONE.send(keeper, 1000);
        assertThat(keeper.put(TWO.chunk(MANIFEST, 10, 20)).have).isZero();
        assertThat(keeper.view().candidate).isEqualTo(ONE.digest());
    }

    @Test
    void fullFlashIsAnErrorOfTheFormAndLosesNothing() throws Refusal {
        confirm(ONE);
        store.setFull(true);
        assertThat(refusal(() -> keeper.put(TWO.chunk(MANIFEST, 0, 1000))).code())
                .isEqualTo("storage");
        assertThat(keeper.view().confirmed).isEqualTo(ONE.digest());
        store.setFull(false);
        TWO.send(keeper, 1000);
        store.setFull(true);
        assertThat(refusal(() -> keeper.apply(TWO.digest(), 60, "r")).code()).isEqualTo("storage");
        assertThat(keeper.view().running).isEqualTo(ONE.digest());
        assertThat(keeper.view().state).isEqualTo("confirmed");
    }
}
