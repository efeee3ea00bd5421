package io.github.flexyfleet.simulator.hub;

import io.github.flexyfleet.simulator.net.ShownCertificates;
import io.github.flexyfleet.simulator.time.Busy;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.node.ObjectNode;

/**
 * One device connection, MQTT 3.1.1 as an IoT Hub speaks it (azure-iot-hub 1). All handling is on the channel's event
 * loop; {@link #end}, {@link #call} and {@link #pushDesired} may be called from any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is seen there
final class MqttConnection extends SimpleChannelInboundHandler<MqttMessage> {
    private static final String IDLE = "idle";

    // The limit for MQTT 3.1.1 is INFERRED from that of the retired MQTT 5 endpoint.
    private static final long CONNECT_WITHIN_MILLIS = 30_000;
    private static final long LONGEST_SILENCE_MILLIS = 1_767_000;

    // Both of the machine's time: how long a device's program takes at most to see that its connection has ended, which
    // world time waits for; and how long the hub waits for a device to close its side.
    private static final long NOTICED_WITHIN_MILLIS = 200;
    private static final long LONGEST_GOODBYE_MILLIS = 1_000;

    private final HubParts hub;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile ChannelHandlerContext context;
    private DeviceIdentity device;
    private Subscriptions subscriptions;
    private Optional<LastWill> will = Optional.empty();
    private boolean keepsSession;
    private Optional<Instant> until = Optional.empty();
    private boolean byToken;
    private int packets;

    @SuppressWarnings("ArrayRecordComponent")
    private record LastWill(PropertyBag bag, byte[] body) {}

    MqttConnection(HubParts hub) {
        this.hub = hub;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        added.pipeline().addBefore(added.name(), IDLE, idleAfter(CONNECT_WITHIN_MILLIS));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext channel, MqttMessage message) {
        if (ended.get()) {
            return;
        }
        if (message.decoderResult().isFailure()) {
            if (message.decoderResult().cause() instanceof MqttUnacceptableProtocolVersionException) {
                refuse(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
            } else {
                channel.close();
            }
            return;
        }
        if ((device == null) != (message.fixedHeader().messageType() == MqttMessageType.CONNECT)) {
            // Anything before the CONNECT, and a second CONNECT, end the connection.
            channel.close();
            return;
        }
        if (until.isPresent()
                && hub.tokens().isOver(until.get())
                && (byToken || hub.faults().endsExpired())) {
            // Noticed at the next packet: a silent device sends pings, and the world's time need not be real.
            end(HubError.UNAUTHORIZED, "The token or certificate ended at " + until.get());
            return;
        }
        switch (message.fixedHeader().messageType()) {
            case CONNECT -> connect((MqttConnectMessage) message);
            case PUBLISH -> publish((MqttPublishMessage) message);
            case SUBSCRIBE -> subscribe((MqttSubscribeMessage) message);
            case UNSUBSCRIBE -> unsubscribe((MqttUnsubscribeMessage) message);
            case PINGREQ -> channel.writeAndFlush(MqttMessage.PINGRESP);
            case DISCONNECT -> {
                will = Optional.empty();
                channel.close();
            }
            case PUBACK -> {
                hub.sessions().touch(device.deviceId());
                int packet = ((MqttPubAckMessage) message).variableHeader().messageId();
                hub.cloud().acknowledged(device.deviceId(), this, packet);
            }
            case CONNACK, SUBACK, UNSUBACK, PINGRESP, PUBREC, PUBREL, PUBCOMP, AUTH -> channel.close();
        }
    }

    private void connect(MqttConnectMessage message) {
        if (message.variableHeader().version() != MqttVersion.MQTT_3_1_1.protocolLevel()) {
            refuse(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
            return;
        }
        String clientId = message.payload().clientIdentifier();
        String userName = Optional.ofNullable(message.payload().userName()).orElse("");
        if (hub.faults().closed().isPresent()) {
            // Without a CONNACK (INFERRED, azure-iot-hub 1): MQTT 3.1.1 has no code for it.
            hub.log().add(clientId, hub.faults().closed().get(), "The hub takes no connections now");
            context.close();
            return;
        }
        var verdict = hub.authorizer()
                .judge(new ConnectAuthorizer.Claim(
                        clientId, userName, password(message), ShownCertificates.in(context.pipeline())));
        if (hub.faults().turnedAway(clientId)) {
            hub.log().add(clientId, HubError.UNAUTHORIZED, "The device is not authorized now");
            refuse(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
        } else if (verdict instanceof ConnectAuthorizer.Verdict.Refused refused) {
            hub.log().add(clientId, HubError.UNAUTHORIZED, refused.text());
            refuse(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
        } else if (verdict instanceof ConnectAuthorizer.Verdict.Admitted admitted && takeWill(message)) {
            until = Optional.of(admitted.until());
            byToken = admitted.byToken();
            admit(message, admitted.identity());
        } else {
            context.close();
        }
    }

    private static Optional<String> password(MqttConnectMessage message) {
        return Optional.ofNullable(message.payload().passwordInBytes())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Keeps the will; false when its topic is none for messages, on which the hub ends the connection (INFERRED). */
    private boolean takeWill(MqttConnectMessage message) {
        if (!message.variableHeader().isWillFlag()) {
            return true;
        }
        Optional<DeviceTopic> topic = DeviceTopic.parse(
                message.payload().clientIdentifier(), message.payload().willTopic());
        if (topic.isPresent() && topic.get() instanceof DeviceTopic.Telemetry telemetry) {
            will = Optional.of(new LastWill(telemetry.bag(), message.payload().willMessageInBytes()));
        }
        return will.isPresent();
    }

    private void admit(MqttConnectMessage message, DeviceIdentity identity) {
        String id = identity.deviceId();
        device = identity;
        keepsSession = !message.variableHeader().isCleanSession();
        Map<String, Integer> present = keepsSession ? hub.sessions().kept(id).orElse(null) : null;
        if (!keepsSession) {
            hub.sessions().forget(id);
        }
        subscriptions = new Subscriptions(DeviceTopic.filters(id, hub.tier()), present == null ? Map.of() : present);
        long silence = message.variableHeader().keepAliveTimeSeconds() * 1500L;
        context.pipeline().replace(IDLE, IDLE, idleAfter(silence == 0 ? LONGEST_SILENCE_MILLIS : silence));
        hub.sessions()
                .replace(id, this)
                .ifPresent(old -> old.end(HubError.CLOSED_ON_NEW_CONNECTION, "The device connected once more"));
        context.writeAndFlush(MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                .sessionPresent(present != null)
                .build());
        sendWaiting();
        // The identity may have been disabled or removed while the decision was made.
        if (!hub.registry().find(id).map(now -> now.settings().enabled()).orElse(false)) {
            end(HubError.UNAUTHORIZED, "The device is disabled or removed");
        }
    }

    private void publish(MqttPublishMessage message) {
        if (hub.faults().deaf(device.deviceId())) {
            return;
        }
        MqttFixedHeader header = message.fixedHeader();
        Optional<DeviceTopic> topic =
                DeviceTopic.parse(device.deviceId(), message.variableHeader().topicName());
        byte[] body = ByteBufUtil.getBytes(message.payload());
        if (header.qosLevel().value() > MqttQoS.AT_LEAST_ONCE.value()
                || topic.isEmpty()
                || !take(topic.get(), header.isRetain(), body)) {
            context.close();
            return;
        }
        hub.sessions().touch(device.deviceId());
        if (header.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            context.writeAndFlush(MqttMessageBuilders.pubAck()
                    .packetId(message.variableHeader().packetId())
                    .build());
        }
    }

    /** Does what the device asks; false when the hub ends the connection instead. */
    private boolean take(DeviceTopic topic, boolean retain, byte[] body) {
        if (topic instanceof DeviceTopic.Telemetry telemetry) {
            if (!Telemetry.fits(telemetry.bag(), body)) {
                return false;
            }
            hub.telemetry().take(device, telemetry.bag(), retain, body);
            return true;
        }
        if (!hub.tier().twins()) {
            return false;
        }
        if (topic instanceof DeviceTopic.MethodAnswer answer) {
            return hub.methods().answer(device.deviceId(), answer, body);
        }
        TwinDialogue.Answer answer = topic instanceof DeviceTopic.TwinReport report
                ? hub.twinDialogue().report(device.deviceId(), report.request(), body)
                : hub.twinDialogue().get(device.deviceId(), ((DeviceTopic.TwinGet) topic).request());
        if (subscriptions.has(DeviceTopic.TWIN_ANSWERS)) {
            send(answer.topic(), answer.body());
        }
        return true;
    }

    private void subscribe(MqttSubscribeMessage message) {
        var answer =
                MqttMessageBuilders.subAck().packetId(message.variableHeader().messageId());
        for (MqttTopicSubscription wanted : message.payload().topicSubscriptions()) {
            int asked = wanted.qualityOfService().value();
            answer.addGrantedQos(MqttQoS.valueOf(subscriptions.add(wanted.topicFilter(), asked)));
        }
        context.writeAndFlush(answer.build());
        remember();
        sendWaiting();
    }

    private void unsubscribe(MqttUnsubscribeMessage message) {
        message.payload().topics().forEach(subscriptions::remove);
        context.writeAndFlush(MqttMessageBuilders.unsubAck()
                .packetId(message.variableHeader().messageId())
                .build());
        remember();
    }

    private void remember() {
        if (keepsSession) {
            hub.sessions().keep(device.deviceId(), subscriptions.granted());
        }
    }

    /** Tells the device of changed desired properties, when it has subscribed to them. */
    void pushDesired(ObjectNode patch) {
        context.executor().execute(() -> {
            if (subscriptions.has(DeviceTopic.DESIRED + "#")) {
                TwinDialogue.Answer push = TwinDialogue.push(patch);
                send(push.topic(), push.body());
            }
        });
    }

    /** Sends the messages from the cloud that wait, when the device has subscribed to them. */
    void sendWaiting() {
        context.executor().execute(() -> {
            String id = device.deviceId();
            if (!context.channel().isActive() || !subscriptions.has(DeviceTopic.deviceBound(id))) {
                return;
            }
            for (CloudMessages.Waiting message : hub.cloud().waiting(id, this)) {
                packets = packets % 0xFFFF + 1;
                hub.cloud().sent(message, this, packets);
                send(message.topic(), message.body(), MqttQoS.AT_LEAST_ONCE, packets);
            }
        });
    }

    /** Sends a call of a direct method; false when the device has not subscribed to them, or goes just now. */
    boolean call(String topic, byte[] payload) throws InterruptedException {
        CompletableFuture<Boolean> sent = new CompletableFuture<>();
        context.executor().execute(() -> {
            boolean listens =
                    !ended.get() && context.channel().isActive() && subscriptions.has(DeviceTopic.METHODS + "#");
            if (listens) {
                send(topic, payload);
            }
            sent.complete(listens);
        });
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Ends the connection from the hub's side; the first reason is logged. World time stands still until the device can
     * have noticed: it would run on for minutes while the end is under way on the machine's network.
     */
    void end(HubError error, String text) {
        if (ended.compareAndSet(false, true)) {
            Busy busy = hub.time().busy();
            context.channel()
                    .closeFuture()
                    .addListener(closed ->
                            context.executor().schedule(busy::close, NOTICED_WITHIN_MILLIS, TimeUnit.MILLISECONDS));
            context.executor().execute(() -> {
                hub.log().add(device == null ? "" : device.deviceId(), error, text);
                hangUp();
            });
        }
    }

    /** In good order where that is possible: what is said last is lost when a socket closes with unread bytes. */
    private void hangUp() {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        if (tls != null && context.channel() instanceof DuplexChannel line) {
            tls.closeOutbound().addListener(said -> line.shutdownOutput());
            context.executor().schedule(() -> context.close(), LONGEST_GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            context.close();
        }
    }

    private void send(String topic, byte[] body) {
        // At QoS 0, whatever was granted: the hub repeats neither twin answers nor changes (INFERRED).
        send(topic, body, MqttQoS.AT_MOST_ONCE, 0);
    }

    private void send(String topic, byte[] body, MqttQoS qos, int packet) {
        context.writeAndFlush(MqttMessageBuilders.publish()
                .topicName(topic)
                .qos(qos)
                .messageId(packet)
                .payload(Unpooled.wrappedBuffer(body))
                .build());
    }

    private void refuse(MqttConnectReturnCode code) {
        MqttConnAckMessage answer =
                MqttMessageBuilders.connAck().returnCode(code).build();
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext channel, Object event) {
        if (event instanceof IdleStateEvent) {
            end(HubError.CONNECTION_CLOSED, "The device was silent for too long");
        }
        channel.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
        if (device != null) {
            hub.sessions().remove(device.deviceId(), this);
            will.ifPresent(last -> hub.telemetry().takeWill(device, last.bag(), last.body()));
        }
        channel.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        channel.close();
    }

    private static IdleStateHandler idleAfter(long millis) {
        return new IdleStateHandler(Math.min(millis, LONGEST_SILENCE_MILLIS), 0, 0, TimeUnit.MILLISECONDS);
    }
}
