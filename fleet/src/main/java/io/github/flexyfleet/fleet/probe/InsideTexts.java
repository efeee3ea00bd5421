package io.github.flexyfleet.fleet.probe;

import java.util.List;

/** What a program on a gateway is asked, in words. */
final class InsideTexts {
    private InsideTexts() {}

    static List<FactText> all() {
        return List.of(
                new FactText(
                        "java.start",
                        "The Java VM starts a program within so many seconds, of 1, 2, 5, 10, 20, 40; 0 for more",
                        "flexy-etk 2.2, 9.5",
                        "a program that another one named begins; the slowest of up to three counts",
                        "Bench.LOOKS"),
                new FactText(
                        "java.largestField",
                        "Largest field of a form that a Java program gets whole, KiB, of 2, 4, 8 to 256; 256 stands for more, 0 for none of them",
                        "talk2m-m2web 11.1, flexy-etk 9.7",
                        "a program answers how long the field is, by halves",
                        "RuntimeUpdates.FIRST_CHUNK, BundleUpload.CHUNK"),
                new FactText(
                        "java.exportWait",
                        "An export inside Java shows something within so many milliseconds, of 20, 50, 100, 200, 500 to 15000; 0 for more",
                        "flexy-etk 1.6",
                        "the status is exported and looked at at these times",
                        "ExportTable"),
                new FactText(
                        "heap.base",
                        "Heap in use when a small program begins, KB, to the nearest 500",
                        "flexy-etk 2.2; flexy-vm",
                        "the program that tries heaps tells it",
                        "DeviceMemory.HEAP_BASE"),
                new FactText(
                        "heap.text20",
                        "Heap of a String of 20 characters, bytes",
                        "flexy-vm",
                        "a program makes 500 of them and looks what is left",
                        "DeviceMemory.HEAP_OF_TAG, DeviceMemory.HEAP_OF_GROUP"),
                new FactText(
                        "heap.bytes16",
                        "Heap of an array of 16 bytes",
                        "flexy-vm",
                        "the same",
                        "DeviceMemory.HEAP_OF_TAG"),
                new FactText(
                        "heap.entry",
                        "Heap of an entry of a HashMap with an Integer as key, bytes",
                        "flexy-vm",
                        "the same",
                        "DeviceMemory.HEAP_OF_TAG"),
                new FactText(
                        "heap.thread",
                        "Heap of a thread, KB",
                        "flexy-vm",
                        "the same with ten",
                        "DeviceMemory.HEAP_BASE"),
                new FactText(
                        "text.utf8Pairs",
                        "A character beyond U+FFFF becomes six bytes of UTF-8",
                        "flexy-vm",
                        "a program compares it with what other VMs answer",
                        "Utf8"),
                new FactText(
                        "text.utf8Zero",
                        "U+0000 becomes two bytes of UTF-8",
                        "flexy-vm",
                        "a program compares it with what other VMs answer",
                        "Utf8"),
                new FactText(
                        "text.utf8Stops",
                        "Reading UTF-8 stops without a word at the first sequence that is wrong or has four bytes",
                        "flexy-vm",
                        "a program compares it with what other VMs answer",
                        "Utf8"),
                new FactText(
                        "text.lowBytes",
                        "Of a character that ASCII or Latin-1 has not, the low byte is written instead of a question mark",
                        "flexy-vm",
                        "a program compares it with what other VMs answer",
                        "Utf8"),
                new FactText(
                        "text.urls",
                        "URLEncoder and URLDecoder make of a character its low byte, whatever the encoding",
                        "flexy-vm",
                        "a program compares it with what other VMs answer",
                        "HttpsText"),
                new FactText(
                        "text.shortDoubles",
                        "Double.toString gives 16 digits at most",
                        "flexy-vm",
                        "a program compares it with what other VMs answer",
                        "FloatText"),
                new FactText(
                        "text.inexactDoubles",
                        "Double.parseDouble is off by one unit for some texts",
                        "flexy-vm",
                        "a program compares it with what other VMs answer",
                        "Decimal"),
                new FactText(
                        "text.halfUp",
                        "DecimalFormat rounds halves up",
                        "flexy-vm",
                        "a program compares it with what other VMs answer",
                        "FloatText"),
                new FactText(
                        "text.zoneLetter",
                        "SimpleDateFormat prints nothing for the letter Z",
                        "flexy-vm",
                        "a program compares it with what other VMs answer",
                        "UtcTime"),
                new FactText(
                        "text.zones",
                        "The time zone Asia/Kolkata is not known and reads as GMT",
                        "flexy-vm",
                        "a program compares it with what other VMs answer",
                        "LocalTime"),
                new FactText(
                        "java.largestHeap",
                        "Largest -heapsize that starts, MB, of 25, 28, 32, 40, 48, 64; 64 stands for more",
                        "flexy-etk 2.2, 9.5",
                        "the VM is started with them, by halves",
                        "RuntimeRelease.HEAP"),
                new FactText(
                        "java.deepestCall",
                        "How deep small methods may call one another",
                        "flexy-etk 2.2, 9.5; flexy-vm",
                        "a method calls itself until the VM throws or ends",
                        "JsonReader"),
                new FactText(
                        "java.overflowEndsVm",
                        "A call that is too deep ends the VM instead of throwing",
                        "flexy-vm",
                        "the same",
                        "JsonReader"),
                new FactText(
                        "java.nextAfterZero",
                        "The next run command starts after exit code 0",
                        "flexy-etk 1.4, 9.8",
                        "a program names the next and ends so",
                        "JarKeeper"),
                new FactText(
                        "java.nextAfterError",
                        "The next run command starts after another exit code",
                        "flexy-etk 1.4, 9.8",
                        "a program names the next and ends so",
                        "JarKeeper"),
                new FactText(
                        "java.nextAfterUncaught",
                        "The next run command starts after an exception that nobody caught",
                        "flexy-etk 9.8",
                        "a program names the next and ends so",
                        "Main"),
                new FactText(
                        "java.resources",
                        "A program reads the files of its own jar",
                        "flexy-etk 3",
                        "the probe reads one of its own",
                        "Version"),
                new FactText(
                        "java.renameOver",
                        "A rename replaces a file that exists",
                        "flexy-etk 3, 9.4",
                        "it is done in a folder of the probe",
                        "StateFiles"),
                new FactText(
                        "java.sizeByUsr",
                        "The size of the partition is told for the path /usr",
                        "flexy-etk 3",
                        "it is asked for",
                        "EtkGateway"),
                new FactText(
                        "mqtt.cleanSession",
                        "The MQTT option CLEANSESSION is taken",
                        "flexy-etk 1.2",
                        "it is set at a client that never connects",
                        "EtkHubClients.CLEAN_SESSION"),
                new FactText(
                        "mqtt.willQos",
                        "The MQTT option WILLQOS is taken",
                        "flexy-etk 1.2",
                        "it is set at a client that never connects",
                        "EtkHubClients"),
                new FactText(
                        "mqtt.pkcs1",
                        "RSA keys are read as RSA PRIVATE KEY",
                        "flexy-etk 1.2, 9.2",
                        "it connects to the hub with one",
                        "PemText.RSA"),
                new FactText(
                        "mqtt.pkcs8",
                        "RSA keys are read as PRIVATE KEY",
                        "flexy-etk 1.2, 9.2",
                        "it connects to the hub with one",
                        "PemText.RSA"),
                new FactText(
                        "mqtt.ec",
                        "Keys on the curve P-256 are read as EC PRIVATE KEY",
                        "flexy-etk 1.2, 9.2; azure-iot-hub 2",
                        "it connects to the hub with one",
                        "PemText.EC"),
                new FactText(
                        "mqtt.severalRoots",
                        "All certificates of one CAFILE are trusted",
                        "flexy-etk 8, 9.2",
                        "the right root stands behind another one",
                        "BuiltInRoots"),
                new FactText(
                        "mqtt.largestPayload",
                        "Largest message that arrives, KiB, of 4, 8 to 128; 128 stands for more, 0 for none",
                        "flexy-etk 5, 9.3; azure-iot-hub 1",
                        "messages of these sizes, each before a question for the twin, by halves",
                        "Payload"),
                new FactText(
                        "mqtt.queuesWhileDown",
                        "A message is taken while there is no connection",
                        "flexy-etk 9.1",
                        "one is published right after connect",
                        "HubLink"),
                new FactText(
                        "mqtt.reconnects",
                        "The client connects again by itself after a loss",
                        "flexy-etk 1.2, 9.1",
                        "a second client of the name ends the connection",
                        "HubLink"),
                new FactText(
                        "mqtt.resubscribes",
                        "The client subscribes again by itself then",
                        "flexy-etk 1.2, 9.1",
                        "a question for the twin is answered after the return, or is not",
                        "HubLink"),
                new FactText(
                        "mqtt.retriesTls",
                        "The client tries again after a TLS handshake that failed",
                        "flexy-etk 9.1",
                        "it begins with a wrong root, which becomes the right one",
                        "HubLink"));
    }
}
