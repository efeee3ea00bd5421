package com.ewon.ewonitf;

/** Mail, FTP, HTTP, SMS, DynDNS and NTP; blocks until done and returns 0 when it went well. */
public class ScheduledActionManager {
    private ScheduledActionManager() {}

    public static int SendMail(String from, String to, String cc, String subject, String content) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static int PutFtp(String file, String content, String connection) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static int GetFtp(String serverFile, String ewonFile, String connection) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static int PutHttp(String connection, String urlForm, String textFields, String fileFields, String response)
            throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static int GetHttp(String connection, String fileName, String fileUrl) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static int RequestHttpX(
            String connection, String method, String headers, String textFields, String fileFields, String fileName)
            throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static int SendSMSAction(String destination, String message) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static int SensSMSAction(String destination, String message) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static int DynDnsUpdate() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static int NtpSync() throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static void clearPendingActions() {
        throw new RuntimeException("compile-only");
    }

    public static ScheduledAction readAction(int index) {
        throw new RuntimeException("compile-only");
    }

    public static ScheduledAction searchAction(int id) {
        throw new RuntimeException("compile-only");
    }

    public static ScheduledAction[] readActionLog() {
        throw new RuntimeException("compile-only");
    }

    public static int getNextActionId() {
        throw new RuntimeException("compile-only");
    }

    public static int getActionLogSize() {
        throw new RuntimeException("compile-only");
    }
}
