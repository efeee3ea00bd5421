package io.github.flexyfleet.simulator.flexy;

/**
 * What no source tells of a gateway's web server, all of it INFERRED.
 *
 * @param deniedStatus status for a right that the user lacks; with 401 M2Web answers as for a wrong password
 * @param emptyWithoutJava whether a Java form that no program answers is an empty page with status 200, instead of an HTML
 *     page about an error (talk2m-m2web 4.5)
 * @param folderGuardsExports whether a user's folder also holds for {@code $dtUF}; for {@code /usr} it always does
 *     (talk2m-m2web 5, 11.7)
 */
public record WebQuirks(int deniedStatus, boolean emptyWithoutJava, boolean folderGuardsExports) {
    /** 403, an HTML page, and exports that reach every file: a folder is no safe for keys. */
    public static WebQuirks standard() {
        return new WebQuirks(403, false, false);
    }

    /** The same with another status for a missing right. */
    public WebQuirks withDeniedStatus(int status) {
        return new WebQuirks(status, emptyWithoutJava, folderGuardsExports);
    }

    /** The same with an empty page, or one about an error. */
    public WebQuirks withEmptyWithoutJava(boolean empty) {
        return new WebQuirks(deniedStatus, empty, folderGuardsExports);
    }

    /** The same with folders that hold for exports, or do not. */
    public WebQuirks withFolderGuardsExports(boolean guards) {
        return new WebQuirks(deniedStatus, emptyWithoutJava, guards);
    }
}
