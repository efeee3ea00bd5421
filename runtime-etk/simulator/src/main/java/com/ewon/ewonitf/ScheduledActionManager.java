package com.ewon.ewonitf;

import io.github.flexyfleet.simulator.vm.bridge.ActionAccess;
import java.util.List;

/**
 * Scheduled actions (flexy-etk 1.5). A rehearsal does HTTP requests; mail, FTP, SMS and dynamic DNS have no server and
 * end with the connection error.
 */
@SuppressWarnings("MemberName")
public class ScheduledActionManager {
    private static final int CONNECTION_ERROR = 32601;

    private static int noServer() throws EWException {
        Platform.host().check();
        return CONNECTION_ERROR;
    }

    public static int SendMail(String from, String to, String cc, String subject, String content) throws EWException {
        return noServer();
    }

    public static int PutFtp(String file, String content, String connection) throws EWException {
        return noServer();
    }

    public static int GetFtp(String serverFile, String ewonFile, String connection) throws EWException {
        return noServer();
    }

    public static int PutHttp(String connection, String urlForm, String textFields, String fileFields, String response)
            throws EWException {
        return RequestHttpX(connection + urlForm, "POST", "", textFields, fileFields, response);
    }

    public static int GetHttp(String connection, String fileName, String fileUrl) throws EWException {
        return RequestHttpX(connection + fileUrl, "GET", "", "", "", fileName);
    }

    /** Waits for the end of the request. */
    public static int RequestHttpX(
            String connection, String method, String headers, String textFields, String fileFields, String fileName)
            throws EWException {
        try {
            return Platform.host().actions().request(connection, method, headers, textFields, fileFields, fileName);
        } catch (InterruptedException e) {
            Platform.host().check();
            throw new EWException("interrupted");
        }
    }

    public static int SendSMSAction(String destination, String message) throws EWException {
        return noServer();
    }

    public static int SensSMSAction(String destination, String message) throws EWException {
        return noServer();
    }

    public static int DynDnsUpdate() throws EWException {
        return noServer();
    }

    /** The gateway's clock is right unless it was set. */
    public static int NtpSync() throws EWException {
        Platform.host().check();
        return 0;
    }

    public static void clearPendingActions() {
        Platform.host().check();
    }

    public static ScheduledAction readAction(int index) {
        List<ActionAccess.Action> log = Platform.host().actions().log();
        return index < 0 || index >= log.size() ? null : action(log.get(index));
    }

    public static ScheduledAction searchAction(int id) {
        return Platform.host().actions().log().stream()
                .filter(action -> action.id() == id)
                .map(ScheduledActionManager::action)
                .findFirst()
                .orElse(null);
    }

    public static ScheduledAction[] readActionLog() {
        return Platform.host().actions().log().stream()
                .map(ScheduledActionManager::action)
                .toArray(ScheduledAction[]::new);
    }

    public static int getNextActionId() {
        return Platform.host().actions().nextId();
    }

    public static int getActionLogSize() {
        return Platform.host().actions().log().size();
    }

    private static ScheduledAction action(ActionAccess.Action action) {
        return new ScheduledAction(
                action.id(), ScheduledAction.REQUEST_HTTP, "", action.status(), action.start(), action.end());
    }
}
