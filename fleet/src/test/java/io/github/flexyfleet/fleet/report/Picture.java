package io.github.flexyfleet.fleet.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * Pictures of the report's page that the docs show, one for each way to look at it. Each build makes them anew in its
 * target folder; with {@code -Dflexy.updateDocs=true} those of the docs as well.
 */
enum Picture {
    LIGHT("light", 1280, 900),
    DARK("dark", 1280, 900),
    LIGHT_PHONE("light", 390, 844),
    DARK_PHONE("dark", 390, 844);

    static final Path DOCS = Path.of("..", "docs", "images");

    private static final int COLOURS = 256;

    private final String scheme;
    private final int width;
    private final int height;

    Picture(String scheme, int width, int height) {
        this.scheme = scheme;
        this.width = width;
        this.height = height;
    }

    String scheme() {
        return scheme;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    String file() {
        return "report-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".png";
    }

    /** Keeps what one sees first. */
    void keep(byte[] png) throws IOException {
        BufferedImage small = small(png);
        ImageIO.write(small, "png", screenshots().resolve(file()).toFile());
        if (Boolean.getBoolean("flexy.updateDocs")) {
            ImageIO.write(
                    small, "png", Files.createDirectories(DOCS).resolve(file()).toFile());
        }
    }

    /** Keeps the whole page with all stories, for people who look after the build. */
    void keepWhole(byte[] png) throws IOException {
        Files.write(screenshots().resolve("whole-" + file()), png);
    }

    /** With a palette of its most frequent colours: the page has a few, and shades at the edges of letters. */
    private static BufferedImage small(byte[] png) throws IOException {
        BufferedImage full = ImageIO.read(new ByteArrayInputStream(png));
        int[] pixels = full.getRGB(0, 0, full.getWidth(), full.getHeight(), null, 0, full.getWidth());
        Map<Integer, Long> uses = Arrays.stream(pixels)
                .boxed()
                .collect(Collectors.groupingBy(pixel -> pixel, TreeMap::new, Collectors.counting()));
        int[] palette = uses.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .limit(COLOURS)
                .mapToInt(Map.Entry::getKey)
                .toArray();
        IndexColorModel colours =
                new IndexColorModel(Byte.SIZE, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage small =
                new BufferedImage(full.getWidth(), full.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        small.setRGB(0, 0, full.getWidth(), full.getHeight(), pixels, 0, full.getWidth());
        return small;
    }

    private static Path screenshots() throws IOException {
        return Files.createDirectories(Path.of(System.getProperty("flexy.screenshots", "target/screenshots")));
    }
}
