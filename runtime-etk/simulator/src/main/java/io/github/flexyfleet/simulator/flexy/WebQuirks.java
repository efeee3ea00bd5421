package io.github.flexyfleet.simulator.flexy;

import java.util.Set;
import java.util.function.Consumer;

/**
 * What no source tells of a gateway's web server, all of it INFERRED.
 *
 * @param deniedStatus status for a right that the user lacks; with 401 M2Web answers as for a wrong password
 * @param emptyWithoutJava whether a Java form that no program answers is an empty page with status 200, instead of an HTML
 *     page about an error (talk2m-m2web 4.5)
 * @param folderGuardsExports whether a user's folder also holds for {@code $dtUF}; for {@code /usr} it always does
 *     (talk2m-m2web 5, 11.7)
 * @param largestForm a form with more bytes is refused with status 413, KiB; 0 for any (talk2m-m2web 11.1)
 * @param missingStatus status for a file that does not exist (talk2m-m2web 3, 11.5)
 * @param filesByPost whether files below {@code /usr} are served to POST too; else status 405 (talk2m-m2web 3)
 * @param jvmCommand whether {@code jvmCmd} is reached; else status 404 (talk2m-m2web 4.6, flexy-etk 9.7)
 * @param refusedExports types of exports that are refused (talk2m-m2web 11.7)
 * @param refusal what that looks like (talk2m-m2web 4.4, 8)
 * @param largestField of a longer field of a form Java gets the beginning alone, KiB; 0 for any (talk2m-m2web 11.1,
 *     flexy-etk 9.7)
 * @param binaryFiles whether files come byte for byte; else bytes from 128 on as references, as in exports of texts
 *     (talk2m-m2web 5)
 */
public record WebQuirks(
        int deniedStatus,
        boolean emptyWithoutJava,
        boolean folderGuardsExports,
        int largestForm,
        int missingStatus,
        boolean filesByPost,
        boolean jvmCommand,
        Set<String> refusedExports,
        Refusal refusal,
        int largestField,
        boolean binaryFiles) {
    /** What an export that cannot be looks like. */
    public enum Refusal {
        /** A text that begins with ERROR. */
        TEXT,
        /** An HTML page with status 200. */
        PAGE,
        /** Status 400. */
        STATUS,
        /** A text like any other. */
        OTHER
    }

    /** Copies the set. */
    public WebQuirks {
        refusedExports = Set.copyOf(refusedExports);
    }

    /** 403, an HTML page, and exports that reach every file: a folder is no safe for keys. */
    public static WebQuirks standard() {
        return new WebQuirks(403, false, false, 0, 404, false, true, Set.of(), Refusal.TEXT, 0, true);
    }

    private WebQuirks changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new WebQuirks(
                draft.deniedStatus,
                draft.emptyWithoutJava,
                draft.folderGuardsExports,
                draft.largestForm,
                draft.missingStatus,
                draft.filesByPost,
                draft.jvmCommand,
                draft.refusedExports,
                draft.refusal,
                draft.largestField,
                draft.binaryFiles);
    }

    /** Quirks that become other ones. */
    private static final class Draft {
        private int deniedStatus;
        private boolean emptyWithoutJava;
        private boolean folderGuardsExports;
        private int largestForm;
        private int missingStatus;
        private boolean filesByPost;
        private boolean jvmCommand;
        private Set<String> refusedExports;
        private Refusal refusal;
        private int largestField;
        private boolean binaryFiles;

        Draft(WebQuirks quirks) {
            deniedStatus = quirks.deniedStatus;
            emptyWithoutJava = quirks.emptyWithoutJava;
            folderGuardsExports = quirks.folderGuardsExports;
            largestForm = quirks.largestForm;
            missingStatus = quirks.missingStatus;
            filesByPost = quirks.filesByPost;
            jvmCommand = quirks.jvmCommand;
            refusedExports = quirks.refusedExports;
            refusal = quirks.refusal;
            largestField = quirks.largestField;
            binaryFiles = quirks.binaryFiles;
        }
    }

    /** The same with another status for a missing right. */
    public WebQuirks withDeniedStatus(int status) {
        return changed(draft -> draft.deniedStatus = status);
    }

    /** The same with an empty page, or one about an error. */
    public WebQuirks withEmptyWithoutJava(boolean empty) {
        return changed(draft -> draft.emptyWithoutJava = empty);
    }

    /** The same with folders that hold for exports, or do not. */
    public WebQuirks withFolderGuardsExports(boolean guards) {
        return changed(draft -> draft.folderGuardsExports = guards);
    }

    /** The same with another largest form. */
    public WebQuirks withLargestForm(int kibibytes) {
        return changed(draft -> draft.largestForm = kibibytes);
    }

    /** The same with another way to serve files. */
    public WebQuirks withFiles(int statusOfMissing, boolean byPost) {
        return changed(draft -> {
            draft.missingStatus = statusOfMissing;
            draft.filesByPost = byPost;
        });
    }

    /** The same with a {@code jvmCmd} that is reached, or is not. */
    public WebQuirks withJvmCommand(boolean reached) {
        return changed(draft -> draft.jvmCommand = reached);
    }

    /** The same with other refused exports. */
    public WebQuirks withRefusedExports(Set<String> types) {
        return changed(draft -> draft.refusedExports = types);
    }

    /** The same with refusals of exports that look otherwise. */
    public WebQuirks withRefusal(Refusal look) {
        return changed(draft -> draft.refusal = look);
    }

    /** The same with another largest field. */
    public WebQuirks withLargestField(int kibibytes) {
        return changed(draft -> draft.largestField = kibibytes);
    }

    /** The same with files that come byte for byte, or do not. */
    public WebQuirks withBinaryFiles(boolean whole) {
        return changed(draft -> draft.binaryFiles = whole);
    }
}
