package io.github.flexyfleet.runtime.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.kit.FakeHub;
import io.github.flexyfleet.runtime.kit.TestBundle;
import org.junit.jupiter.api.Test;

/** Connections that come, go, and are refused. */
class HubLinkTest extends LinkRig {
    @Test
    void theTopicCarriesThePropertyBag() {
        hub.status(5);
        make(1);
        maker.make(bundle, "heartbeat", null, new byte[0]);
        steps(1000);
        String bag = "devices/d-1/messages/events/$.ct=application%2Fjson&$.ce=utf-8&cfg="
                + bundle.digest.substring(0, 16) + "&fp=" + bundle.config.fingerprint.substring(0, 16) + "&boot=3";
        assertThat(hub.telemetry())
                .extracting(FakeHub.Received::topic)
                .containsExactly(bag + "&seq=1&kind=full&group=all", bag + "&seq=2&kind=heartbeat");
    }

    @Test
    void nothingIsPublishedUnlessConnected() {
        make(3);
        for (int status : new int[] {-1, 2, 3, 4}) {
            hub.status(status);
            steps(20_000);
        }
        assertThat(hub.telemetry()).isEmpty();
        assertThat(link.status()).isEqualTo("disconnected");
        hub.status(5);
        steps(1000);
        assertThat(received()).containsExactly("1", "2", "3");
        assertThat(hub.publishedWhileDown()).isZero();
        assertThat(link.status()).isEqualTo("connected");
        assertThat(link.code()).isEqualTo(5);
    }

    @Test
    void messagesLeaveTheQueueOnlyWhenTheBarrierIsAnswered() {
        hub.status(5);
        hub.answering(false);
        make(3);
        steps(5_000);
        assertThat(received()).hasSize(3);
        assertThat(outbox.size()).isEqualTo(3);
        assertThat(link.acknowledged()).isZero();
        hub.answering(true);
        steps(60_000);
        assertThat(outbox.size()).isZero();
        assertThat(link.acknowledged()).isEqualTo(3);
    }

    @Test
    void everyConnectionIsSubscribedAndUnacknowledgedMessagesAreSentAgain() {
        hub.status(5);
        make(1);
        steps(6_000);
        hub.answering(false);
        make(2);
        steps(6_000);
        assertThat(received()).containsExactly("1", "2", "3");
        hub.status(4);
        steps(3_000);
        make(1);
        steps(3_000);
        hub.answering(true);
        hub.status(5);
        steps(1_000);
        assertThat(received()).containsExactly("1", "2", "3", "2", "3", "4");
        assertThat(hub.subscriptions()).containsExactly("$iothub/twin/res/#", "$iothub/twin/res/#");
        steps(1_000);
        assertThat(outbox.size()).isZero();
        assertThat(hub.clients()).hasSize(1);
        assertThat(hub.publishedWhileDown()).isZero();
    }

    @Test
    void aLossBetweenTwoStepsIsNoticed() {
        hub.status(5);
        hub.answering(false);
        make(1);
        steps(1_000);
        hub.status(4);
        hub.status(5);
        hub.answering(true);
        steps(1_000);
        assertThat(received()).containsExactly("1", "1");
        assertThat(outbox.size()).isZero();
    }

    @Test
    void aHubThatDoesNotAnswerGetsANewClientAndTheMessagesAgain() {
        hub.status(5);
        hub.answering(false);
        make(2);
        steps(29_000);
        assertThat(hub.clients()).hasSize(1);
        steps(2_000);
        assertThat(link.status()).isIn("disconnected", "connecting", "connected");
        assertThat(log.error()).startsWith("hub: the hub does not answer");
        assertThat(link.reason()).isEqualTo("no-answer");
        hub.answering(true);
        steps(10_000);
        assertThat(hub.clients()).hasSize(2);
        assertThat(received()).containsExactly("1", "2", "1", "2");
        assertThat(outbox.size()).isZero();
        assertThat(log.error()).isEmpty();
    }

    @Test
    void aThrottledBarrierIsAskedAgainOnTheSameConnection() {
        hub.status(5);
        hub.answerStatus("429");
        make(1);
        steps(40_000);
        assertThat(outbox.size()).isOne();
        assertThat(link.reason()).isEqualTo("throttled");
        hub.answerStatus("200");
        steps(6_000);
        assertThat(link.reason()).isEmpty();
        assertThat(outbox.size()).isZero();
        assertThat(hub.clients()).hasSize(1);
        assertThat(received()).containsExactly("1");
    }

    @Test
    void withoutTwinsAMessageLeavesWhenItIsPublished() throws Refusal {
        bundle = bundle(TestBundle.of("x", false, "[" + TestBundle.group("all", "A", 0, 1) + "]", 0));
        link.use(bundle, now);
        hub.status(5);
        make(2);
        steps(1_000);
        assertThat(outbox.size()).isZero();
        assertThat(link.acknowledged()).isZero();
        assertThat(hub.subscriptions()).isEmpty();
        hub.status(4);
        steps(1_000);
        hub.status(5);
        steps(1_000);
        assertThat(received()).containsExactly("1", "2");
    }

    @Test
    void theNativeClientIsLeftAloneForMinutesThenReplacedForEver() {
        reach.finds("tcp");
        hub.status(4);
        steps(179_000);
        assertThat(hub.clients()).hasSize(1);
        steps(9_000);
        assertThat(hub.clients()).hasSize(2);
        steps(24 * 3_600_000L);
        // Silence of 3 minutes and a pause of at most 5 each.
        assertThat(hub.clients()).hasSizeBetween(24 * 60 / 9, 24 * 60 / 3);
        hub.status(5);
        steps(400_000);
        assertThat(link.isConnected()).isTrue();
    }

    @Test
    void aLossAfterALongTimeLeavesTheNativeClientAloneToo() {
        hub.status(5);
        steps(3_600_000);
        hub.status(4);
        steps(179_000);
        assertThat(hub.clients()).hasSize(1);
        steps(9_000);
        assertThat(hub.clients()).hasSize(2);
    }

    @Test
    void refusedCredentialsAreTriedAgainMinutesLaterAndForEver() {
        hub.status(4);
        steps(24 * 3_600_000L);
        assertThat(link.reason()).isEqualTo("refused");
        // Silence of 3 minutes and a pause of at most 10, 5 on average.
        assertThat(hub.clients()).hasSizeBetween(24 * 60 / 13, 24 * 60 / 6);
        hub.status(5);
        steps(700_000);
        assertThat(link.reason()).isEmpty();
        assertThat(link.isConnected()).isTrue();
    }

    @Test
    void aRefusedConnectWaitsAndTriesAgain() {
        hub.refusesConnect(true);
        steps(1_000);
        assertThat(link.status()).isEqualTo("waiting");
        assertThat(log.error()).isEqualTo("hub: cannot connect: error 28");
        steps(600_000);
        assertThat(hub.clients().size()).isBetween(4, 40);
        hub.refusesConnect(false);
        hub.status(5);
        steps(400_000);
        assertThat(link.isConnected()).isTrue();
        assertThat(log.error()).isEmpty();
    }

    @Test
    void waitsForAPlausibleClock() {
        hub.status(5);
        for (int i = 0; i < 100; i++) {
            link.step(now += STEP, UTC, false);
        }
        assertThat(link.status()).isEqualTo("waiting");
        assertThat(hub.clients()).isEmpty();
        steps(500);
        assertThat(link.isConnected()).isTrue();
    }

    @Test
    void publishingThatFailsPausesAndThenTakesANewClient() {
        hub.status(5);
        hub.refusesPublish(true);
        make(1);
        steps(9_000);
        assertThat(hub.clients()).hasSize(1);
        steps(10_000);
        assertThat(hub.clients().size()).isGreaterThan(1);
        hub.refusesPublish(false);
        steps(30_000);
        assertThat(outbox.size()).isZero();
        assertThat(received()).contains("1");
    }

    @Test
    void messagesGoToTheNextHubButNotUnderTheNameOfAnotherDevice() throws Refusal {
        make(2);
        TestBundle base = TestBundle.of("z");
        link.use(bundle(base.with("device.json", base.text("device.json").replace("hub.example", "hub.new"))), now);
        assertThat(outbox.size()).isEqualTo(2);
        link.use(null, now);
        assertThat(link.status()).isEqualTo("off");
        assertThat(link.code()).isZero();
        assertThat(outbox.size()).isEqualTo(2);
        bundle = bundle(base.with("device.json", base.text("device.json").replace("d-1", "d-2")));
        link.use(bundle, now);
        make(1);
        hub.status(5);
        steps(1_000);
        assertThat(received()).containsExactly("2", "3");
        assertThat(hub.telemetry().get(0).topic()).startsWith("devices/d-2/").contains("&boot=3&seq=2&kind=gap");
        assertThat(hub.telemetry().get(0).payload())
                .isEqualTo("{\"device\":\"d-2\",\"kind\":\"gap\",\"messages\":2,\"from\":{\"boot\":3,\"seq\":1},"
                        + "\"to\":{\"boot\":3,\"seq\":2},\"causes\":\"device\"}");
        assertThat(outbox.size()).isZero();
        assertThat(outbox.dropped()).isEqualTo(2);
    }

    @Test
    void aTokenIsRenewedAtAQuietMomentBeforeItEnds() throws Exception {
        hub.status(5);
        bundle = bundle(TestBundle.withKey("mqtt", "AAAA"));
        link.use(bundle, now);
        steps(47 * 60_000);
        int before = hub.clients().size();

        steps(2 * 60_000);
        make(1);
        steps(60_000);

        assertThat(hub.clients()).hasSize(before + 1);
        assertThat(outbox.size()).isZero();
    }

    @Test
    void aBusyLinkRenewsItsTokenBeforeItEnds() throws Exception {
        hub.status(5);
        bundle = bundle(TestBundle.withKey("mqtt", "AAAA"));
        link.use(bundle, now);
        int before = hub.clients().size();
        for (long end = now + 3600_000; now < end; now += STEP) {
            // There is always one more to send.
            make(1);
            link.step(now, UTC, true);
        }

        assertThat(hub.clients()).hasSize(before + 2);
    }

    @Test
    void aConnectionWithACertificateIsLeftAlone() {
        hub.status(5);
        steps(STEP);
        int before = hub.clients().size();
        steps(3 * 3600_000);

        assertThat(hub.clients()).hasSize(before);
    }
}
