package com.ewon.ewonitf;

/** State of the modem and received SMS. */
public class ModemManager {
    public static final int INIT_FINISHED = 0;
    public static final int INIT_IN_PROGRESS = 5;
    public static final int INIT_PENDING = 10;

    private ModemManager() {}

    public static native void resetModem();

    public static native int getModemInitStatus();

    public static native int getSmsCount();

    public static SmsMessage readSms() {
        throw new RuntimeException("compile-only");
    }

    public static native void updateClientInOut() throws EWException;

    public static int getDialoutCounter() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static int getGsmNetReg() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static int getGsmOpId() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static int getModemDetectionErr() throws EWException {
        throw new RuntimeException("compile-only");
    }
}
