package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.LockFile;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.file.Elements;
import dev.byok.ledger.file.Mark;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RefusalTest {
  @TempDir private Path folder;
  private Path data = Path.of("unset");
  private Path file = Path.of("unset");

  @BeforeEach
  void name() {
    data = folder.resolve("data");
    file = data.resolve("usage.json");
  }

  @Test
  void what_is_no_array_is_refused_and_untouched() throws Exception {
    Files.createDirectories(data);
    for (String content :
        List.of("{}", "null", "garbage\n", "\0[]", "\ufeff{\"a\":[\n{}\n]\n", "x[{}\n]\n")) {
      Files.writeString(file, content);
      assertRefused("does not contain a JSON array");
      assertEquals(content, Files.readString(file));
      assertEquals(List.of(), Fixtures.filesBeside(file));
    }
  }

  @Test
  void a_symbolic_link_is_refused_and_its_victim_untouched() throws Exception {
    Files.createDirectories(data);
    Path victim = Files.writeString(folder.resolve("victim"), "[\n{}\n]\n");
    Files.createSymbolicLink(file, victim);
    assertRefused("is a symbolic link");
    assertEquals("[\n{}\n]\n", Files.readString(victim));
    assertTrue(Files.isSymbolicLink(file));
  }

  @Test
  void a_linked_lock_is_refused_and_its_victim_untouched() throws Exception {
    Files.createDirectories(data);
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Files.createSymbolicLink(data.resolve("usage.lock"), victim);
    Failure failure = assertThrows(Failure.class, () -> Fixtures.ledger(file, 1));
    assertTrue(failure.text().contains("usage.lock\" is a symbolic link"), failure.text());
    assertEquals("precious", Files.readString(victim));
    assertTrue(Files.notExists(file));
  }

  @Test
  void a_link_in_the_way_of_a_repair_is_replaced_and_its_victim_untouched() throws Exception {
    Files.createDirectories(data);
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Files.createSymbolicLink(data.resolve(".usage.json.999999999-1.tmp"), victim);
    Files.writeString(file, "[\n{}");
    assertNotNull(new Ledger(file).append(Fixtures.entry("a")));
    assertEquals("precious", Files.readString(victim));
    assertEquals(List.of(), Fixtures.filesBeside(file));
  }

  @Test
  void a_folder_is_refused() throws Exception {
    Files.createDirectories(file);
    assertRefused("is a folder");
  }

  @Test
  void a_folder_that_is_none_is_no_empty_ledger() throws Exception {
    Path plain = Files.writeString(folder.resolve("plain"), "");
    Ledger below = new Ledger(plain.resolve("usage.json"));
    Failure failure = assertThrows(Failure.class, () -> below.scan(entry -> {}));
    assertEquals(Kind.FILE, failure.kind());
    assertThrows(Failure.class, () -> below.readAfter(Mark.START, entry -> {}));
    assertThrows(Failure.class, () -> below.last(1, entry -> {}));
  }

  @Test
  void a_pipe_is_refused_and_nothing_hangs() throws Exception {
    Files.createDirectories(data);
    assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertRefused("is not a plain file"));
  }

  @Test
  void a_file_that_others_can_write_is_refused() throws Exception {
    Fixtures.ledger(file, 1);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));
    assertUnchangedAfterRefusal("can be written by others");
  }

  @Test
  void another_users_file_is_refused() throws Exception {
    Fixtures.ledger(file, 1);
    assumeTrue(isRoot(), "only root can give a file away");
    Files.setAttribute(file, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);
    assertUnchangedAfterRefusal("belongs to another user");
  }

  @Test
  void a_lock_that_is_held_too_long_is_a_failure() throws Exception {
    Files.createDirectories(data);
    try (LockFile held = LockFile.acquire(data.resolve("usage.lock"), Duration.ofSeconds(1));
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      assertNotNull(held);
      Ledger impatient = new Ledger(file, Duration.ofMillis(50));
      other
          .submit(() -> {
            Failure failure =
                assertThrows(Failure.class, () -> impatient.append(Fixtures.entry("a")));
            assertEquals(Kind.FILE, failure.kind());
            assertTrue(failure.text().contains("another byok process holds"), failure.text());
          })
          .get();
    }
    assertTrue(Files.notExists(file));
  }

  @Test
  void an_entry_that_could_not_be_read_again_is_refused() {
    Entry small = Fixtures.entry("a");
    Entry large =
        new Entry(
            "a",
            small.time(),
            "run",
            null,
            "openai",
            null,
            "direct",
            "m",
            null,
            "ok",
            small.usage(),
            null,
            "none",
            null,
            null,
            null,
            null,
            null,
            Map.of("t", "x".repeat(Elements.CEILING)),
            1L);
    Failure failure = assertThrows(Failure.class, () -> new Ledger(file).append(large));
    assertEquals(Kind.FILE, failure.kind());
    assertTrue(Files.notExists(file));
  }

  private void assertUnchangedAfterRefusal(String why) throws Exception {
    byte[] before = Files.readAllBytes(file);
    assertRefused(why);
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  private void assertRefused(String why) {
    Ledger ledger = new Ledger(file);
    for (Failure failure :
        List.of(
            assertThrows(Failure.class, () -> ledger.append(Fixtures.entry("a"))),
            assertThrows(Failure.class, () -> ledger.read(_ -> {})))) {
      assertEquals(Kind.FILE, failure.kind());
      assertTrue(failure.text().contains("\"" + file + "\""), failure.text());
      assertTrue(failure.text().contains(why), failure.text());
      assertNotNull(failure.hint());
    }
  }

  private static boolean isRoot() throws Exception {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }
}
