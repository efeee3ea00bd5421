package io.github.flexyfleet.simulator.flexy;

import java.util.Set;

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

    /** The same with another status for a missing right. */
    public WebQuirks withDeniedStatus(int status) {
        return new WebQuirks(
                status,
                emptyWithoutJava,
                folderGuardsExports,
                largestForm,
                missingStatus,
                filesByPost,
                jvmCommand,
                refusedExports,
                refusal,
                largestField,
                binaryFiles);
    }

    /** The same with an empty page, or one about an error. */
    public WebQuirks withEmptyWithoutJava(boolean empty) {
        return new WebQuirks(
                deniedStatus,
                empty,
                folderGuardsExports,
                largestForm,
                missingStatus,
                filesByPost,
                jvmCommand,
                refusedExports,
                refusal,
                largestField,
                binaryFiles);
    }

    /** The same with folders that hold for exports, or do not. */
    public WebQuirks withFolderGuardsExports(boolean guards) {
        return new WebQuirks(
                deniedStatus,
                emptyWithoutJava,
                guards,
                largestForm,
                missingStatus,
                filesByPost,
                jvmCommand,
                refusedExports,
                refusal,
                largestField,
                binaryFiles);
    }

    /** The same with another largest form. */
    public WebQuirks withLargestForm(int kibibytes) {
        return new WebQuirks(
                deniedStatus,
                emptyWithoutJava,
                folderGuardsExports,
                kibibytes,
                missingStatus,
                filesByPost,
                jvmCommand,
                refusedExports,
                refusal,
                largestField,
                binaryFiles);
    }

    /** The same with another way to serve files. */
    public WebQuirks withFiles(int statusOfMissing, boolean byPost) {
        return new WebQuirks(
                deniedStatus,
                emptyWithoutJava,
                folderGuardsExports,
                largestForm,
                statusOfMissing,
                byPost,
                jvmCommand,
                refusedExports,
                refusal,
                largestField,
                binaryFiles);
    }

    /** The same with a {@code jvmCmd} that is reached, or is not. */
    public WebQuirks withJvmCommand(boolean reached) {
        return new WebQuirks(
                deniedStatus,
                emptyWithoutJava,
                folderGuardsExports,
                largestForm,
                missingStatus,
                filesByPost,
                reached,
                refusedExports,
                refusal,
                largestField,
                binaryFiles);
    }

    /** The same with other refused exports. */
    public WebQuirks withRefusedExports(Set<String> types) {
        return new WebQuirks(
                deniedStatus,
                emptyWithoutJava,
                folderGuardsExports,
                largestForm,
                missingStatus,
                filesByPost,
                jvmCommand,
                types,
                refusal,
                largestField,
                binaryFiles);
    }

    /** The same with refusals of exports that look otherwise. */
    public WebQuirks withRefusal(Refusal look) {
        return new WebQuirks(
                deniedStatus,
                emptyWithoutJava,
                folderGuardsExports,
                largestForm,
                missingStatus,
                filesByPost,
                jvmCommand,
                refusedExports,
                look,
                largestField,
                binaryFiles);
    }

    /** The same with another largest field. */
    public WebQuirks withLargestField(int kibibytes) {
        return new WebQuirks(
                deniedStatus,
                emptyWithoutJava,
                folderGuardsExports,
                largestForm,
                missingStatus,
                filesByPost,
                jvmCommand,
                refusedExports,
                refusal,
                kibibytes,
                binaryFiles);
    }

    /** The same with files that come byte for byte, or do not. */
    public WebQuirks withBinaryFiles(boolean whole) {
        return new WebQuirks(
                deniedStatus,
                emptyWithoutJava,
                folderGuardsExports,
                largestForm,
                missingStatus,
                filesByPost,
                jvmCommand,
                refusedExports,
                refusal,
                largestField,
                whole);
    }
}
