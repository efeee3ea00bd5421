package io.github.flexyfleet.fleet.talk2m;

import org.junit.jupiter.api.AfterEach;

/** A gateway behind a fake Talk2M, and the clients that ask it. */
abstract class GatewayBehindTalk2m {
    final FakeTalk2m talk2m = new FakeTalk2m();
    private final M2WebClient client = talk2m.client();
    final FlexyForms forms = new FlexyForms(client, device -> FakeTalk2m.DEVICE_LOGIN);
    final RuntimeClient runtime = new RuntimeClient(forms, talk2m.retries());
    final Talk2mDevice device = talk2m.device();

    @AfterEach
    void stop() {
        client.close();
        talk2m.close();
    }
}
