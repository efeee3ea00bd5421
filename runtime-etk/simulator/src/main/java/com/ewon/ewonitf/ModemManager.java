package com.ewon.ewonitf;

/** A gateway without a modem. */
@SuppressWarnings("DoNotCallSuggester")
public class ModemManager {
    public static final int INIT_FINISHED = 0;
    public static final int INIT_IN_PROGRESS = 5;
    public static final int INIT_PENDING = 10;

    public static void resetModem() {
        Platform.host().check();
    }

    public static int getModemInitStatus() {
        return INIT_PENDING;
    }

    public static int getSmsCount() {
        return 0;
    }

    public static SmsMessage readSms() {
        return null;
    }

    public static void updateClientInOut() throws EWException {
        throw none();
    }

    public static int getDialoutCounter() throws EWException {
        throw none();
    }

    public static int getGsmNetReg() throws EWException {
        throw none();
    }

    public static int getGsmOpId() throws EWException {
        throw none();
    }

    public static int getModemDetectionErr() throws EWException {
        throw none();
    }

    private static EWException none() {
        return new EWException("no modem");
    }
}
