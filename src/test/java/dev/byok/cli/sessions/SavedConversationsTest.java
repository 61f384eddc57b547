package dev.byok.cli.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.CliRunner;
import dev.byok.testing.CliRunner.Result;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what {@code byok sessions export} does to files, and {@code rm} to several sessions. */
final class SavedConversationsTest {
  @TempDir private Path home;
  private Path documents = Path.of("");

  @BeforeEach
  void aSessionIsSaved() throws Exception {
    documents = Files.createDirectory(home.resolve("documents"));
    begin("trip");
  }

  @Test
  void force_replaces_a_file_in_one_step_and_leaves_nothing_beside_it() throws Exception {
    Path file = Files.writeString(documents.resolve("trip.md"), "x".repeat(10_000));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Path other = Files.createLink(documents.resolve("other.md"), file);
    assertEquals("", export(file, "--force", 0).err());
    assertTrue(Files.readString(file).startsWith("# trip\n"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals("x".repeat(10_000), Files.readString(other));
    Files.delete(file);
    assertEquals("", export(file, "--force", 0).err());
    assertEquals(List.of("other.md", "trip.md"), names());
  }

  @Test
  void no_link_is_followed_and_none_replaced() throws Exception {
    Path precious = Files.writeString(documents.resolve("precious"), "mine");
    Path link = Files.createSymbolicLink(documents.resolve("link"), precious);
    Path dangling =
        Files.createSymbolicLink(documents.resolve("dangling"), documents.resolve("gone"));
    for (Path refused : List.of(link, dangling)) {
      assertTrue(
          export(refused, "--force", 12)
              .err()
              .contains(" cannot be written: it is a symbolic link"));
      assertTrue(Files.isSymbolicLink(refused));
    }
    assertEquals("mine", Files.readString(precious));
    assertFalse(Files.exists(documents.resolve("gone"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void what_is_no_plain_file_is_refused_at_once() throws Exception {
    Path pipe = documents.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Path folder = Files.createDirectory(documents.resolve("folder"));
    for (Path refused : List.of(pipe, folder)) {
      assertTrue(
          export(refused, "--force", 12)
              .err()
              .contains(" cannot be written: it is not a regular file"));
    }
    assertEquals(List.of("folder", "pipe"), names());
  }

  @Test
  void no_folder_is_made_for_a_document() throws Exception {
    Path file = documents.resolve("new").resolve("trip.md");
    assertTrue(export(file, "--force", 12).err().contains("no such file"));
    assertEquals(List.of(), names());
  }

  @Test
  void an_empty_name_is_no_file() {
    Result result = byok().run("sessions", "export", "trip", "-o", "");
    assertEquals(2, result.exitCode());
    assertEquals(
        "byok: --output does not take \"\"\n  hint: it takes the name of a file\n", result.err());
  }

  @Test
  void one_that_cannot_be_removed_does_not_keep_the_others() throws Exception {
    begin("last");
    Files.createDirectory(home.resolve("sessions").resolve("stuck.json"));
    Result result = byok().run("sessions", "rm", "--yes", "stuck", "trip", "last");
    assertEquals(12, result.exitCode());
    assertTrue(
        result.err().startsWith("byok: the session \"stuck\" cannot be removed: "), result.err());
    assertTrue(
        result.err().endsWith("byok: removed \"trip\"\nbyok: removed \"last\"\n"), result.err());
    assertFalse(Files.exists(home.resolve("sessions").resolve("trip.json")));
    assertFalse(Files.exists(home.resolve("sessions").resolve("last.json")));
  }

  private void begin(String name) {
    assertEquals(0, byok().run("run", "-m", "demo/echo", "--session", name, "hi").exitCode());
  }

  private Result export(Path file, String option, int exitCode) {
    Result result = byok().run("sessions", "export", "trip", option, "-o", file.toString());
    assertEquals(exitCode, result.exitCode(), result.err());
    return result;
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(documents)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private CliRunner byok() {
    return new CliRunner(home);
  }
}
