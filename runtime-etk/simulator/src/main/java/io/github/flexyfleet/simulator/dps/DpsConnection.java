package io.github.flexyfleet.simulator.dps;

import io.github.flexyfleet.simulator.net.FormFields;
import io.github.flexyfleet.simulator.net.Json;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import tools.jackson.databind.node.ObjectNode;

/**
 * One device connection of the service, MQTT 3.1.1 (azure-iot-hub 3). All handling is on the channel's event loop. That a
 * device without an enrollment is refused at the CONNECT, by code 5, is INFERRED; so is that a QoS 2 or another topic ends
 * the connection, as at a hub.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends the channel, which is seen there
final class DpsConnection extends SimpleChannelInboundHandler<MqttMessage> {
    private static final String ANSWERS = "$dps/registrations/res/";
    private static final Pattern USER =
            Pattern.compile("([^/]+)/registrations/([^/]+)/api-version=[0-9]{4}-[0-9]{2}-[0-9]{2}.*");
    private static final Pattern REGISTER = Pattern.compile("\\$dps/registrations/PUT/iotdps-register/\\?(.*)");
    private static final Pattern LOOK = Pattern.compile("\\$dps/registrations/GET/iotdps-get-operationstatus/\\?(.*)");

    private final String idScope;
    private final Registrar registrar;
    private final DpsSwitches switches;
    private String registrationId;
    private List<X509Certificate> chain = List.of();
    private boolean subscribed;

    DpsConnection(String idScope, Registrar registrar, DpsSwitches switches) {
        this.idScope = idScope;
        this.registrar = registrar;
        this.switches = switches;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext channel, MqttMessage message) {
        boolean connects =
                message.decoderResult().isSuccess() && message.fixedHeader().messageType() == MqttMessageType.CONNECT;
        if (message.decoderResult().isFailure() || (registrationId == null) != connects) {
            channel.close();
            return;
        }
        switch (message.fixedHeader().messageType()) {
            case CONNECT -> connect(channel, (MqttConnectMessage) message);
            case PUBLISH -> publish(channel, (MqttPublishMessage) message);
            case SUBSCRIBE -> subscribe(channel, (MqttSubscribeMessage) message);
            case PINGREQ -> channel.writeAndFlush(MqttMessage.PINGRESP);
            case PUBACK -> {}
            case DISCONNECT, UNSUBSCRIBE, CONNACK, SUBACK, UNSUBACK, PINGRESP, PUBREC, PUBREL, PUBCOMP, AUTH ->
                channel.close();
        }
    }

    private void connect(ChannelHandlerContext channel, MqttConnectMessage message) {
        String id = message.payload().clientIdentifier();
        Matcher user =
                USER.matcher(Optional.ofNullable(message.payload().userName()).orElse(""));
        chain = chain(channel);
        boolean admitted = message.variableHeader().version() == MqttVersion.MQTT_3_1_1.protocolLevel()
                && user.matches()
                && user.group(1).equals(idScope)
                && user.group(2).equals(id)
                && !chain.isEmpty()
                && !switches.isRefusing()
                && registrar.admit(id, chain).isPresent();
        if (!admitted) {
            channel.writeAndFlush(MqttMessageBuilders.connAck()
                            .returnCode(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED)
                            .build())
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        registrationId = id;
        channel.writeAndFlush(MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                .sessionPresent(false)
                .build());
    }

    private void subscribe(ChannelHandlerContext channel, MqttSubscribeMessage message) {
        var answer =
                MqttMessageBuilders.subAck().packetId(message.variableHeader().messageId());
        for (MqttTopicSubscription wanted : message.payload().topicSubscriptions()) {
            boolean known = wanted.topicFilter().equals(ANSWERS + "#");
            subscribed |= known;
            answer.addGrantedQos(
                    known
                            ? MqttQoS.valueOf(
                                    Math.min(1, wanted.qualityOfService().value()))
                            : MqttQoS.FAILURE);
        }
        channel.writeAndFlush(answer.build());
    }

    private void publish(ChannelHandlerContext channel, MqttPublishMessage message) {
        String topic = message.variableHeader().topicName();
        Matcher register = REGISTER.matcher(topic);
        Matcher look = LOOK.matcher(topic);
        boolean registers = register.matches();
        if (message.fixedHeader().qosLevel().value() > MqttQoS.AT_LEAST_ONCE.value()
                || (!registers && !look.matches())) {
            channel.close();
            return;
        }
        if (message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            channel.writeAndFlush(MqttMessageBuilders.pubAck()
                    .packetId(message.variableHeader().packetId())
                    .build());
        }
        if (!subscribed || switches.isSilent()) {
            return;
        }
        Map<String, String> fields = FormFields.parse(registers ? register.group(1) : look.group(1));
        String request = fields.getOrDefault("$rid", "");
        try {
            if (switches.isThrottled()) {
                throw new DpsRefusal(DpsError.THROTTLED, "Too many requests");
            }
            ObjectNode answer = registers
                    ? registrar.begin(registrationId, chain)
                    : registrar.look(registrationId, fields.getOrDefault("operationId", ""));
            boolean open = answer.path("status").asString("").equals("assigning");
            send(channel, open ? 202 : 200, request, open, answer);
        } catch (DpsRefusal e) {
            boolean later = e.error() == DpsError.THROTTLED;
            send(channel, e.error().status(), request, later, DpsRest.error(e));
        }
    }

    private static void send(
            ChannelHandlerContext channel, int status, String request, boolean later, ObjectNode body) {
        channel.writeAndFlush(MqttMessageBuilders.publish()
                .topicName(
                        ANSWERS + status + "/?$rid=" + request + (later ? "&retry-after=" + Registrar.RETRY_AFTER : ""))
                .qos(MqttQoS.AT_MOST_ONCE)
                .payload(Unpooled.wrappedBuffer(Json.write(body)))
                .build());
    }

    private static List<X509Certificate> chain(ChannelHandlerContext channel) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate one : channel.pipeline()
                    .get(SslHandler.class)
                    .engine()
                    .getSession()
                    .getPeerCertificates()) {
                chain.add((X509Certificate) one);
            }
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
        return chain;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        channel.close();
    }
}
