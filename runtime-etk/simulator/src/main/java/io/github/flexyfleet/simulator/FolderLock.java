package io.github.flexyfleet.simulator;

import io.github.flexyfleet.simulator.net.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a folder for one world, in this process and in others, until it is closed or the process ends. */
record FolderLock(FileChannel channel) implements AutoCloseable {
    /**
     * Takes a folder.
     *
     * @throws IOException when another world has it
     */
    static FolderLock take(Path folder) throws IOException {
        Path file = folder.resolve("lock");
        PrivateFiles.append(file, new byte[0]);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new FolderLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Another world of this process has it.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException(
                "another rehearsal world runs in " + folder + "; end it first, or give this one another folder");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
