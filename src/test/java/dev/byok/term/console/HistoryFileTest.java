package dev.byok.term.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that what was typed is kept for the next time. */
final class HistoryFileTest {
  @TempDir Path folder;

  private Path file;
  private HistoryFile history;

  @BeforeEach
  void place() {
    file = folder.resolve("own/history");
    history = new HistoryFile(file);
  }

  @Test
  void there_is_nothing_before_the_first() {
    assertEquals(List.of(), history.entries());
  }

  @Test
  void file_and_folder_are_the_users_alone() throws Exception {
    history.add("hello");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
  }

  @Test
  void any_text_comes_back_as_it_was() {
    Random random = new Random(5);
    List<String> added = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder("x");
      for (int length = random.nextInt(60); length > 0; length--) {
        int c = random.nextInt(4) == 0 ? random.nextInt(0x20) : random.nextInt(0x11_0000);
        text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? '\n' : c);
      }
      added.add(text.toString());
      history.add(text.toString());
    }
    assertEquals(added, history.entries());
  }

  @Test
  void what_begins_with_a_blank_is_not_kept_nor_is_nothing_nor_a_book() {
    history.add(" secret");
    history.add("");
    history.add("\n\n");
    history.add("x".repeat(HistoryFile.LONGEST + 1));
    assertEquals(List.of(), history.entries());
  }

  @Test
  void damaged_lines_are_passed_over() throws Exception {
    history.add("first");
    Files.writeString(file, Files.readString(file) + "{]\n42\n\"half");
    history.add("second");
    assertEquals(List.of("first", "second"), history.entries());
  }

  @Test
  void only_the_latest_are_kept() throws Exception {
    StringBuilder many = new StringBuilder();
    IntStream.range(0, 2_300).forEach(i -> many.append("\"entry ").append(i).append("\"\n"));
    Files.createDirectories(file.getParent());
    Files.writeString(file, many);
    history.add("latest");
    List<String> kept = history.entries();
    assertEquals(HistoryFile.MOST, kept.size());
    assertEquals("entry 301", kept.get(0));
    assertEquals("latest", kept.get(kept.size() - 1));
    assertEquals(HistoryFile.MOST, Files.readAllLines(file).size());
  }

  @Test
  void two_processes_lose_nothing_of_each_other() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path", ""),
                Adder.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      history.add("here " + i);
      expected.add("here " + i);
      expected.add("there " + i);
    }
    assertTrue(other.waitFor(60, TimeUnit.SECONDS), "the other process hangs");
    assertEquals("", Files.readString(folder.resolve("said")));
    List<String> found = new ArrayList<>(history.entries());
    Collections.sort(expected);
    Collections.sort(found);
    assertEquals(expected, found);
  }

  @Test
  void a_file_of_others_or_a_link_is_refused() throws IOException {
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, Files.writeString(folder.resolve("target"), ""));
    Failure refused = assertThrows(Failure.class, () -> history.add("x"));
    assertEquals(Kind.FILE, refused.kind());
    assertTrue(refused.text().contains(file.toString()), refused.text());
    assertEquals("", Files.readString(folder.resolve("target")));
  }

  /** Adds a hundred entries in a separate process. */
  static final class Adder {
    private Adder() {}

    public static void main(String[] args) {
      HistoryFile history = new HistoryFile(Path.of(args[0]));
      for (int i = 0; i < 100; i++) {
        history.add("there " + i);
      }
    }
  }
}
