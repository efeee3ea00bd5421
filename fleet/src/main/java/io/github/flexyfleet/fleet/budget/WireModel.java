package io.github.flexyfleet.fleet.budget;

/**
 * Bytes that MQTT traffic takes on an IP network, both directions. An estimate from above for a connection without
 * losses: nothing shares a TLS record or a TCP segment, and every segment with data is acknowledged by one of its own.
 * Sources: MQTT 3.1.1 sections 2.2, 3.3, 3.4, 3.12; RFC 5246 and 5288 (TLS 1.2 with AES-GCM); RFC 791 and 9293 (20 bytes
 * each for IPv4 and TCP, without options).
 */
final class WireModel {
    /** Header 5, explicit nonce 8, tag 16. */
    private static final int TLS_RECORD = 29;

    private static final int MAX_TLS_RECORD = 16_384;
    private static final int TCP_IP = 40;

    /** Data in a segment; mobile networks often allow 1400 bytes less headers (INFERRED). */
    private static final int SEGMENT = 1_360;

    private static final int PUBACK = 4;
    private static final int PING = 2;

    /** What the hub answers to a twin request of a device without twin properties, with its topic (INFERRED). */
    private static final int TWIN_ANSWER = 256;

    private static final int TWIN_REQUEST_TOPIC = "$iothub/twin/GET/?$rid=1000000".length();

    /** TLS handshake with both certificate chains, CONNECT, SUBSCRIBE and their answers (INFERRED, not measured). */
    static final int CONNECTION = 8 * 1024;

    /**
     * What a message takes more when it is posted: TLS handshake with the hub's certificate chain, and the headers of
     * request and answer, the token among them (INFERRED, not measured).
     */
    static final int POST = 7 * 1024;

    private WireModel() {}

    /** A PUBLISH at QoS 1 and its PUBACK. */
    static long publish(long topic, long payload) {
        return oneWay(publishPacket(topic, payload)) + oneWay(PUBACK);
    }

    /** The barrier: a twin request, its PUBACK, and the answer at QoS 0. */
    static long barrier() {
        return publish(TWIN_REQUEST_TOPIC, 0) + oneWay(TWIN_ANSWER);
    }

    /** PINGREQ and PINGRESP. */
    static long ping() {
        return 2 * oneWay(PING);
    }

    /** Fixed header with 1 to 4 bytes of length, topic with its length, packet id, payload. */
    private static long publishPacket(long topic, long payload) {
        long rest = 2 + topic + 2 + payload;
        int lengthBytes = rest < 1 << 7 ? 1 : rest < 1 << 14 ? 2 : rest < 1 << 21 ? 3 : 4;
        return 1 + lengthBytes + rest;
    }

    private static long oneWay(long packet) {
        long onTls = packet + TLS_RECORD * divideUp(packet, MAX_TLS_RECORD);
        return onTls + 2 * TCP_IP * divideUp(onTls, SEGMENT);
    }

    private static long divideUp(long value, long by) {
        return (value + by - 1) / by;
    }
}
