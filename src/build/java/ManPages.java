import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.log.LogRecord;

/**
 * Makes man pages from AsciiDoc.
 *
 * <p>Arguments: the folder of the AsciiDoc files, the folder to write, byok's version and its time.
 */
final class ManPages {
  private ManPages() {}

  public static void main(String[] args) throws IOException {
    Path pages = Path.of(args[1]);
    Files.createDirectories(pages);
    try (var old = Files.newDirectoryStream(pages, "*.1")) {
      for (Path page : old) {
        Files.delete(page);
      }
    }
    // Complaints come from one of JRuby's threads.
    List<LogRecord> complaints = Collections.synchronizedList(new ArrayList<>());
    Attributes attributes =
        Attributes.builder()
            // Not the day of the build: the same sources give the same pages on any day.
            .attribute("docdate", Instant.parse(args[3]).toString().substring(0, 10))
            .attribute("mansource", "byok " + args[2])
            .attribute("manmanual", "byok")
            .build();
    try (Asciidoctor asciidoctor = Asciidoctor.Factory.create();
        var sources = Files.newDirectoryStream(Path.of(args[0]), "*.adoc")) {
      asciidoctor.registerLogHandler(complaints::add);
      for (Path source : sources) {
        asciidoctor.convertFile(
            source.toFile(),
            Options.builder()
                .backend("manpage")
                .safe(SafeMode.UNSAFE)
                .toDir(pages.toFile())
                .attributes(attributes)
                .build());
      }
    }
    if (!complaints.isEmpty()) {
      complaints.forEach(each -> System.err.println(each.getCursor() + ": " + each.getMessage()));
      throw new IllegalStateException("the man pages could not be made as they are written");
    }
    try (var made = Files.newDirectoryStream(pages, "*.1")) {
      for (Path page : made) {
        Files.writeString(page, tidy(Files.readString(page)));
      }
    }
  }

  /**
   * Removes Asciidoctor's macro for web addresses, which no page has and which the mandoc of macOS
   * and Alpine reports as dangerous. Also removes the extra space below each heading.
   */
  private static String tidy(String page) {
    return page.replaceFirst("(?s)\\n\\.de URL\n.*?\n\\.\\\\}\n", "\n")
            .replaceAll("(\n\\.SH [^\n]*)\n\\.sp\n", "$1\n")
            .replaceFirst("\n[^\n]* Author: [^\n]*", "")
        + "\n";
  }
}
