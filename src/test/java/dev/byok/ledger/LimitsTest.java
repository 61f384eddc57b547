package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LimitsTest {
  /** Takes from root the privilege to ignore file modes, which other users do not have. */
  private static final String WITHOUT_PRIVILEGE =
      "[ \"$(id -u)\" = 0 ] && set -- setpriv --bounding-set=-all --inh-caps=-all \"$@\";";

  @TempDir private Path folder;
  private Path data = Path.of("unset");
  private Path file = Path.of("unset");
  private Path output = Path.of("unset");

  @BeforeEach
  void name() {
    data = folder.resolve("data");
    file = data.resolve("usage.json");
    output = folder.resolve("output");
  }

  @Test
  void a_file_that_others_can_read_is_tightened() throws Exception {
    Ledger ledger = Fixtures.ledger(file, 1);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    ledger.append(Fixtures.entry("b"));
    assertEquals("rw-------", modes(file));
  }

  @Test
  void everything_is_private_whatever_the_umask() throws Exception {
    assertEquals(List.of("c0", "c1"), Child.run("umask 000;", file, 2, output));
    assertEquals("rw-------", modes(file));
    assertEquals("rw-------", modes(data.resolve("usage.lock")));
    assertEquals("rwx------", modes(data));

    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 700));
    assertEquals(List.of("c0"), Child.run("umask 000;", file, 1, output));
    assertEquals("rw-------", modes(file));
    assertEquals("rw-------", modes(Fixtures.filesBeside(file).getFirst()));
  }

  @Test
  void a_read_only_file_is_refused() throws Exception {
    Fixtures.ledger(file, 1);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    byte[] before = Files.readAllBytes(file);
    assertOneFailure(Child.run(WITHOUT_PRIVILEGE, file, 1, output), "permission denied");
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void a_read_only_folder_is_refused() throws Exception {
    Files.createDirectories(data);
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-x------"));
    try {
      assertOneFailure(Child.run(WITHOUT_PRIVILEGE, file, 1, output), "permission denied");
      assertTrue(Files.notExists(file));
    } finally {
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** The limit is in blocks of 512 bytes, so that the write breaks off inside an entry. */
  @Test
  void a_write_that_the_disk_cuts_short_leaves_the_old_content() throws Exception {
    int blocks = 24;
    Ledger ledger = Fixtures.ledger(file, 1);
    long line = Files.size(file);
    for (int i = 1; Files.size(file) + 3 * line < blocks * 512L; i++) {
      ledger.append(Fixtures.entry("e" + i));
    }
    long room = blocks * 512L - Files.size(file);
    ledger.append(Fixtures.entry("half", "x".repeat((int) (room - line * 3 / 2))));
    byte[] before = Files.readAllBytes(file);
    assertTrue(before.length < blocks * 512, "there is room for half an entry");

    assertOneFailure(Child.run("ulimit -f " + blocks + ";", file, 1, output), "large");
    assertArrayEquals(before, Files.readAllBytes(file));
    assertEquals(List.of(), Fixtures.filesBeside(file));
  }

  @Test
  void a_first_entry_that_the_disk_cuts_short_leaves_no_file() throws Exception {
    Process child = Child.start("ulimit -f 1;", file, 1, "c".repeat(200), output);
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertOneFailure(Files.readAllLines(output), "large");
    assertTrue(Files.notExists(file));
    assertEquals(List.of(), Fixtures.filesBeside(file));
  }

  @Test
  void a_repair_that_the_disk_cuts_short_leaves_the_old_content_and_no_new_file() throws Exception {
    Fixtures.ledger(file, 60);
    byte[] whole = Files.readAllBytes(file);
    byte[] before = Arrays.copyOf(whole, whole.length - 100);
    Files.write(file, before);
    assertOneFailure(Child.run("ulimit -f 24;", file, 1, output), "large");
    assertArrayEquals(before, Files.readAllBytes(file));
    assertEquals(List.of(), Fixtures.filesBeside(file));
  }

  private void assertOneFailure(List<String> output, String why) {
    assertEquals(1, output.size(), output.toString());
    assertTrue(output.getFirst().startsWith("failed: file: "), output.toString());
    assertTrue(output.getFirst().contains("usage"), output.toString());
    assertTrue(output.getFirst().contains(why), output.toString());
  }

  private static String modes(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
