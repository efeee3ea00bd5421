package io.github.flexyfleet.fleet.probe;

import java.util.List;

/** What is asked of a gateway from outside, in words. */
final class OutsideTexts {
    private OutsideTexts() {}

    static List<FactText> all() {
        return List.of(
                new FactText(
                        "talk2m.bodies",
                        "M2Web passes the fields of a form body on to the gateway",
                        "talk2m-m2web 3, 11.1",
                        "an export is asked for by a form body",
                        "WireForm"),
                new FactText(
                        "talk2m.unknownDevice",
                        "HTTP status of `get/` for a device that the account has not",
                        "talk2m-m2web 2.6, 8",
                        "a device of a name that nobody has is asked",
                        "AnswerClassifier"),
                new FactText(
                        "talk2m.sessionPerHost",
                        "A session of M2Web counts on its own host only",
                        "talk2m-m2web 2.1, 11.6",
                        "the host that every client knows is asked for the account with the session of the gateway's host",
                        "Sessions"),
                new FactText(
                        "talk2m.put",
                        "A form gets through to the gateway by PUT",
                        "talk2m-m2web 1, 11.2",
                        "an export is asked for so",
                        "M2WebHttp"),
                new FactText(
                        "talk2m.delete",
                        "A form gets through to the gateway by DELETE",
                        "talk2m-m2web 1, 11.2",
                        "an export is asked for so",
                        "M2WebHttp"),
                new FactText(
                        "talk2m.multipart",
                        "A form gets through to the gateway as multipart/form-data",
                        "talk2m-m2web 1, 11.2",
                        "an export is asked for so",
                        "M2WebHttp"),
                new FactText(
                        "web.largestForm",
                        "Largest form that gets through, KiB, of 2, 4, 8 to 256; 256 stands for more",
                        "talk2m-m2web 11.1, flexy-etk 9.7",
                        "an export with padding of each size, by halves",
                        "BundleUpload.CHUNK"),
                new FactText(
                        "web.filesByPost",
                        "Files below /usr are sent to POST, too",
                        "talk2m-m2web 3, 5",
                        "a file is asked for by POST",
                        "FlexyForms.filesByExport"),
                new FactText(
                        "web.binaryFiles",
                        "A file reads back byte for byte; else bytes from 128 on come as references of HTML, as in exports of texts",
                        "talk2m-m2web 5",
                        "the probe's jar is read back",
                        "PutBack, JarDownload"),
                new FactText(
                        "web.missingFile",
                        "HTTP status of a file that does not exist",
                        "talk2m-m2web 3, 11.5",
                        "such a file is asked for by POST",
                        "DeviceAnswer"),
                new FactText(
                        "web.emptyWithoutJava",
                        "jvmForm with no Java VM answers with an empty page",
                        "talk2m-m2web 4.5, 11.5",
                        "a form is sent while the VM is stopped",
                        "RuntimeClient"),
                new FactText(
                        "web.jvmCommand",
                        "jvmCmd works through M2Web",
                        "talk2m-m2web 4.6, flexy-etk 9.7",
                        "the VM is stopped",
                        "WireForm.JVM_COMMAND"),
                new FactText(
                        "web.refusal",
                        "A refused export is a text that begins with ERROR (text), an HTML page (page), an error status (status), or none of them (other)",
                        "talk2m-m2web 4.4, 8",
                        "an export is asked for whose type there is none of",
                        "OutsideQuestions"),
                new FactText(
                        "web.tagColumns",
                        "Columns that a tag list is read by and $dtTL has not, of Name, Type, LogEnabled, IVGroupA to IVGroupD",
                        "flexy-etk 5, 9.10",
                        "the tag list is exported",
                        "TagList, TagListImport"),
                new FactText(
                        "web.exportSE",
                        "$dtSE, a BASIC expression, is exported through M2Web",
                        "talk2m-m2web 4.4, 11.7",
                        "1+1 is exported",
                        "JarDownload"),
                new FactText(
                        "web.exportUF",
                        "$dtUF, a user file, is exported through M2Web",
                        "talk2m-m2web 5, 11.7",
                        "a file of the probe is exported",
                        "FlexyForms.readUserFile"),
                new FactText(
                        "web.exportPG",
                        "$dtPG, the BASIC program, is exported through M2Web",
                        "talk2m-m2web 5, 11.7",
                        "it is exported",
                        "DeviceInspection.PROGRAM"),
                new FactText(
                        "web.exportCF",
                        "$dtCF, the configuration, is exported through M2Web",
                        "talk2m-m2web 5, 11.7",
                        "it is exported",
                        "LiveImport"),
                new FactText(
                        "web.exportSC",
                        "$dtSC, the communication configuration, is exported through M2Web",
                        "talk2m-m2web 5, 11.7",
                        "it is exported",
                        "LiveImport"),
                new FactText(
                        "script.wait",
                        "A command of ExeScriptForm has run within so many seconds, of 1, 2, 5, 10, 20, 40; 0 for more",
                        "flexy-etk 1.6, talk2m-m2web 8",
                        "three write a file, which is looked for at these times; the slowest counts",
                        "Bench.LOOKS"),
                new FactText(
                        "script.longestCommand",
                        "Longest command of ExeScriptForm, characters, of 200, 220, 240, 250, 255, 256, 300, 400, 500, 512, 1000; 0 for none of them",
                        "talk2m-m2web 4.1, 11.1",
                        "commands of these lengths write a file, by halves",
                        "FlexyForms.LONGEST_COMMAND"),
                new FactText(
                        "script.variablesStay",
                        "A BASIC variable of one form is known to the next",
                        "talk2m-m2web 4.1",
                        "one form sets it, another writes it into a file",
                        "JarDownload.ACTION_VARIABLE"),
                new FactText(
                        "script.erases",
                        "ERASE removes a file",
                        "talk2m-m2web 4.3",
                        "a file of the probe is erased and looked for",
                        "KeyErasure"),
                new FactText(
                        "http.overwrites",
                        "REQUESTHTTPX replaces a file that exists",
                        "talk2m-m2web 11.3, flexy-etk 9.6",
                        "the jar is fetched to where a file lies",
                        "JarDownload"),
                new FactText(
                        "http.scriptErrorDone",
                        "REQUESTHTTPX leaves a file after an HTTP error, too",
                        "talk2m-m2web 4.2, 8",
                        "something is fetched that is not there; Java looks for the file",
                        "JarDownload.damaged"),
                new FactText(
                        "http.javaErrorDone",
                        "RequestHttpX of Java answers 0 after an HTTP error, too",
                        "flexy-etk 1.5",
                        "the same from Java",
                        "HttpsClient"));
    }
}
