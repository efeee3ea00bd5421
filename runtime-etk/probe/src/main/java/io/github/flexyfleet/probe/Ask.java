package io.github.flexyfleet.probe;

import com.ewon.ewonitf.EWException;
import com.ewon.ewonitf.EventHandlerThread;
import com.ewon.ewonitf.Exporter;
import com.ewon.ewonitf.FileSystemDriver;
import com.ewon.ewonitf.MqttClient;
import com.ewon.ewonitf.ScheduledActionManager;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Hashtable;

/**
 * Answers what a program finds out while it runs, one JSON line in a file: reads what it needs from {@code
 * /usr/flexyprobe.in}, writes {@code /usr/flexyprobe.out}, and ends.
 */
public final class Ask {
    private static final String OUT = Scratch.START + ".out";

    private static final int[] WAITS = {20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 15000};

    private Ask() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Answers answers = new Answers();
        try {
            Hashtable in = Scratch.settings(Scratch.IN);
            Scratch.removeFolder();
            new File(Scratch.FOLDER).mkdirs();
            answers.flag("java.resources", readsResource());
            answers.flag("java.renameOver", renamesOver());
            answers.flag("java.sizeByUsr", FileSystemDriver.totalSizeImpl("/usr") > 0);
            answers.flag("mqtt.cleanSession", takesOption("CLEANSESSION", "0"));
            answers.flag("mqtt.willQos", takesOption("WILLQOS", "1"));
            Conversions.ask(answers);
            Sizes.ask(answers);
            askExport(answers);
            if (in.containsKey("absent")) {
                answers.flag("http.scriptErrorDone", new File(Scratch.START + ".absent").exists());
                answers.flag("http.javaErrorDone", endsWell((String) in.get("absent")));
            }
            if (in.containsKey("host")) {
                // Events are stored only while the loop runs, so it comes before the first connection.
                new EventHandlerThread(true);
                new Hub(in, answers).ask();
            }
        } catch (Throwable e) {
            answers.text("failed", e.toString());
        }
        Scratch.removeFolder();
        Scratch.write(OUT, answers.line());
        System.exit(0);
    }

    private static boolean readsResource() throws IOException {
        InputStream in = Ask.class.getResourceAsStream("/resource.txt");
        if (in == null) {
            return false;
        }
        int first = in.read();
        in.close();
        return first == 'r';
    }

    private static boolean renamesOver() throws IOException {
        String from = Scratch.FOLDER + "from";
        String to = Scratch.FOLDER + "to";
        Scratch.write(from, "new");
        Scratch.write(to, "old");
        boolean said = new File(from).renameTo(new File(to));
        return said && "new".equals(Scratch.read(to)) && !new File(from).exists();
    }

    private static boolean takesOption(String name, String value) throws Exception {
        MqttClient client = new Client("flexyprobe", "localhost");
        try {
            client.setOption(name, value);
            return true;
        } catch (EWException e) {
            return false;
        } finally {
            client.close();
        }
    }

    private static void askExport(Answers answers) throws InterruptedException {
        try {
            answers.number("java.exportWait", exportWait());
        } catch (IOException e) {
            answers.text("export", e.toString());
        }
    }

    /** The first of these times, in milliseconds, at which an export shows something; 0 for none. */
    private static int exportWait() throws IOException, InterruptedException {
        long begin = System.currentTimeMillis();
        Exporter export = new Exporter("$dtES$ftT");
        try {
            for (int i = 0; i < WAITS.length; i++) {
                long left = begin + WAITS[i] - System.currentTimeMillis();
                // A clock that is set meanwhile must not make it wait longer.
                if (left > 0) {
                    Thread.sleep(Math.min(left, WAITS[i]));
                }
                if (export.available() > 0) {
                    return atLeast(System.currentTimeMillis() - begin);
                }
            }
            return 0;
        } finally {
            export.close();
        }
    }

    private static int atLeast(long millis) {
        for (int i = 0; i < WAITS.length; i++) {
            if (WAITS[i] >= millis) {
                return WAITS[i];
            }
        }
        return 0;
    }

    private static boolean endsWell(String url) throws EWException {
        return ScheduledActionManager.RequestHttpX(url, "GET", "", "", "", Scratch.FOLDER + "absent") == 0;
    }
}
