package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The docs show the pictures that {@link HtmlReportBrowserTest} takes, and no others. */
class PictureTest {
    private static final Pattern NAMED = Pattern.compile("images/([A-Za-z0-9._-]+)");
    private static final String AGAIN = "mvn -pl fleet -am test -Dtest=HtmlReportBrowserTest -Dflexy.updateDocs=true"
            + " -Dsurefire.failIfNoSpecifiedTests=false";
    private static final int MOST_BYTES = 200_000;

    @Test
    void theDocsNameEachPictureThatTheBuildMakesAndNoOther() throws Exception {
        Set<String> made = Arrays.stream(Picture.values()).map(Picture::file).collect(Collectors.toSet());

        assertThat(named()).isEqualTo(made);
        try (Stream<Path> files = Files.list(Picture.DOCS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("write them anew: %s", AGAIN)
                    .containsExactlyInAnyOrderElementsOf(made);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsOfTheSizeInWhichItIsTaken(Picture picture) throws Exception {
        Path file = Picture.DOCS.resolve(picture.file());
        BufferedImage image = ImageIO.read(file.toFile());

        assertThat(List.of(image.getWidth(), image.getHeight()))
                .as("write it anew: %s", AGAIN)
                .isEqualTo(List.of(picture.width(), picture.height()));
        assertThat(Files.size(file)).isLessThan(MOST_BYTES);
        int corner = image.getRGB(0, 0) & 0xFF;
        assertThat(corner > 127).as("a light page").isEqualTo(picture.scheme().equals("light"));
    }

    private static Set<String> named() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Path page : pages()) {
            NAMED.matcher(Files.readString(page)).results().forEach(found -> named.add(found.group(1)));
        }
        return named;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("..", "docs"))) {
            return Stream.concat(docs, Stream.of(Path.of("..", "README.md")))
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }
}
