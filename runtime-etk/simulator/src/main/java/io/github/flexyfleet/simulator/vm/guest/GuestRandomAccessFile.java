package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.FlashAccess;
import io.github.flexyfleet.simulator.vm.bridge.FlashFile;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** {@code java.io.RandomAccessFile}. */
public class GuestRandomAccessFile implements DataInput, DataOutput {
    private final FlashFile file;
    private final DataInputStream input = new DataInputStream(new In());
    private final OutputStream output = new Out();
    private long position;

    public GuestRandomAccessFile(String path, String mode) throws FileNotFoundException {
        file = switch (mode) {
            case "r" -> open(path, FlashAccess.Mode.READ);
            case "rw", "rws", "rwd" -> open(path, FlashAccess.Mode.READ_WRITE);
            default -> throw new IllegalArgumentException(mode);
        };
    }

    public GuestRandomAccessFile(GuestFile path, String mode) throws FileNotFoundException {
        this(path.getPath(), mode);
    }

    static FlashFile open(String path, FlashAccess.Mode mode) throws FileNotFoundException {
        try {
            return Guest.host().flash().open(path, mode);
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException e) {
            throw notFound(path, e);
        }
    }

    static FileNotFoundException notFound(String path, IOException cause) {
        FileNotFoundException missing = new FileNotFoundException(path);
        missing.initCause(cause);
        return missing;
    }

    public final GuestFileDescriptor getFD() {
        return new GuestFileDescriptor(file);
    }

    public int read() throws IOException {
        return input.read();
    }

    public int read(byte[] buffer) throws IOException {
        return input.read(buffer);
    }

    public int read(byte[] buffer, int offset, int length) throws IOException {
        return input.read(buffer, offset, length);
    }

    public long getFilePointer() {
        return position;
    }

    public void seek(long target) throws IOException {
        if (target < 0) {
            throw new IOException("negative seek");
        }
        position = target;
    }

    public long length() throws IOException {
        Guest.poll();
        return file.length();
    }

    public void setLength(long length) throws IOException {
        Guest.poll();
        file.setLength(length);
        position = Math.min(position, length);
    }

    public void close() throws IOException {
        file.close();
    }

    @Override
    public void readFully(byte[] buffer) throws IOException {
        input.readFully(buffer);
    }

    @Override
    public void readFully(byte[] buffer, int offset, int length) throws IOException {
        input.readFully(buffer, offset, length);
    }

    @Override
    public int skipBytes(int count) throws IOException {
        long skipped = Math.max(0, Math.min(count, file.length() - position));
        position += skipped;
        return (int) skipped;
    }

    @Override
    public boolean readBoolean() throws IOException {
        return input.readBoolean();
    }

    @Override
    public byte readByte() throws IOException {
        return input.readByte();
    }

    @Override
    public int readUnsignedByte() throws IOException {
        return input.readUnsignedByte();
    }

    @Override
    public short readShort() throws IOException {
        return input.readShort();
    }

    @Override
    public int readUnsignedShort() throws IOException {
        return input.readUnsignedShort();
    }

    @Override
    public char readChar() throws IOException {
        return input.readChar();
    }

    @Override
    public int readInt() throws IOException {
        return input.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return input.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return input.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return input.readDouble();
    }

    @Override
    public String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (c != '\r') {
                line.append((char) c);
            }
            c = read();
        }
        return line.toString();
    }

    @Override
    public String readUTF() throws IOException {
        return input.readUTF();
    }

    @Override
    public void write(int b) throws IOException {
        output.write(b);
    }

    @Override
    public void write(byte[] buffer) throws IOException {
        output.write(buffer, 0, buffer.length);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        output.write(buffer, offset, length);
    }

    @Override
    public void writeBoolean(boolean value) throws IOException {
        write(value ? 1 : 0);
    }

    @Override
    public void writeByte(int value) throws IOException {
        write(value);
    }

    @Override
    public void writeShort(int value) throws IOException {
        write(new byte[] {(byte) (value >> 8), (byte) value});
    }

    @Override
    public void writeChar(int value) throws IOException {
        writeShort(value);
    }

    @Override
    public void writeInt(int value) throws IOException {
        write(new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
    }

    @Override
    public void writeLong(long value) throws IOException {
        writeInt((int) (value >> 32));
        writeInt((int) value);
    }

    @Override
    public void writeFloat(float value) throws IOException {
        writeInt(Float.floatToIntBits(value));
    }

    @Override
    public void writeDouble(double value) throws IOException {
        writeLong(Double.doubleToLongBits(value));
    }

    @Override
    public void writeBytes(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void writeChars(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            writeChar(text.charAt(i));
        }
    }

    @Override
    public void writeUTF(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(text);
        write(bytes.toByteArray());
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            Guest.poll();
            int count = file.read(position, buffer, offset, length);
            position += Math.max(count, 0);
            return count;
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            Guest.poll();
            file.write(position, buffer, offset, length);
            position += length;
        }
    }
}
