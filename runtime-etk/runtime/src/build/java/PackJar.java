import com.googlecode.pngtastic.core.processing.zopfli.Options;
import com.googlecode.pngtastic.core.processing.zopfli.Zopfli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A step of the build: writes a jar anew, in place, as small as deflate allows. The search for the shortest form takes a
 * few seconds here and nothing on the Flexy, which inflates as ever. No entries for folders, no extra fields, one fixed
 * time, so that the same classes make the same bytes. Argument: the jar.
 */
final class PackJar {
    /** Twice as many find 40 bytes more. */
    private static final int TURNS = 60;

    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int CENTRAL_HEADER = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final short VERSION = 20;
    private static final short STORED = 0;
    private static final short DEFLATED = 8;

    /** The first that a jar can tell: 1980-01-01T00:00. */
    private static final int TIME = 0x00210000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();

    private PackJar() {}

    public static void main(String[] args) throws IOException, DataFormatException {
        Path jar = Path.of(args[0]);
        Map<String, byte[]> entries = read(jar);
        PackJar pack = new PackJar();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            pack.add(entry.getKey().getBytes(StandardCharsets.US_ASCII), entry.getValue());
        }
        Files.write(jar, pack.end((short) entries.size()));
    }

    private static Map<String, byte[]> read(Path jar) throws IOException {
        // Readers look for the manifest in front.
        Map<String, byte[]> entries = new TreeMap<>(Comparator.comparing((String name) -> !name.startsWith("META-INF/"))
                .thenComparing(Comparator.naturalOrder()));
        try (InputStream file = Files.newInputStream(jar);
                ZipInputStream in = new ZipInputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    private void add(byte[] name, byte[] content) throws IOException, DataFormatException {
        byte[] deflated = deflate(content);
        boolean smaller = deflated.length < content.length;
        byte[] data = smaller ? deflated : content;
        CRC32 crc = new CRC32();
        crc.update(content);
        ByteBuffer facts = buffer(26)
                .putShort(VERSION)
                .putShort((short) 0)
                .putShort(smaller ? DEFLATED : STORED)
                .putInt(TIME)
                .putInt((int) crc.getValue())
                .putInt(data.length)
                .putInt(content.length)
                .putShort((short) name.length)
                .putShort((short) 0);
        int offset = out.size();
        out.writeBytes(buffer(4).putInt(LOCAL_HEADER).array());
        out.writeBytes(facts.array());
        out.writeBytes(name);
        out.writeBytes(data);
        directory.writeBytes(buffer(6).putInt(CENTRAL_HEADER).putShort(VERSION).array());
        directory.writeBytes(facts.array());
        // no comment, first disk, no attributes
        directory.writeBytes(buffer(14).putInt(10, offset).array());
        directory.writeBytes(name);
    }

    private byte[] end(short entries) {
        int start = out.size();
        out.writeBytes(directory.toByteArray());
        out.writeBytes(buffer(22)
                .putInt(END)
                .putInt(0)
                .putShort(entries)
                .putShort(entries)
                .putInt(directory.size())
                .putInt(start)
                .array());
        return out.toByteArray();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Read back by the JDK at once: a wrong byte would be a gateway without a runtime. */
    private static byte[] deflate(byte[] content) throws IOException, DataFormatException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        Options options = new Options(Options.OutputFormat.DEFLATE, Options.BlockSplitting.FIRST, TURNS);
        new Zopfli(Math.max(content.length, 1)).compress(options, content, deflated);
        byte[] back = new byte[content.length + 1];
        Inflater inflater = new Inflater(true);
        inflater.setInput(deflated.toByteArray());
        int length = inflater.inflate(back);
        boolean same = length == content.length && Arrays.equals(content, 0, length, back, 0, length);
        if (!inflater.finished() || !same) {
            throw new IllegalStateException("what was packed does not unpack to the same");
        }
        inflater.end();
        return deflated.toByteArray();
    }
}
