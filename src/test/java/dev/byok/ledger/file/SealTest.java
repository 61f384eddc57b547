package dev.byok.ledger.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.json.JsonSyntaxException;
import dev.byok.ledger.Fixtures;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.repair.Repair;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the next writer repairs what an editor left in the middle of a ledger. */
final class SealTest {
  @TempDir private Path folder;
  private Path file;
  private Ledger ledger;

  @BeforeEach
  void threeEntries() {
    file = folder.resolve("usage.json");
    ledger = Fixtures.ledger(file, 3);
  }

  @Test
  void a_missing_comma_is_put_back() throws Exception {
    edit("},\n{", "}\n{");
    Repair repair = ledger.append(Fixtures.plain("next"));
    assertNotNull(repair);
    assertNull(repair.side(), "nothing was lost");
    assertEquals(List.of("e0", "e1", "e2", "next"), Fixtures.strictIds(file));
  }

  @Test
  void two_ledgers_in_one_file_become_one() throws Exception {
    Files.writeString(file, Files.readString(file) + "[\n{\"time\":\"2026-11-21T08:15:30Z\"}\n]\n");
    assertNotNull(ledger.append(Fixtures.plain("next")));
    assertEquals(List.of("e0", "e1", "e2", "null", "next"), Fixtures.strictIds(file));
  }

  @Test
  void a_line_that_was_spoilt_is_kept_aside() throws Exception {
    edit("\"id\":\"e1\"", "\"id\":e1");
    Repair repair = ledger.append(Fixtures.plain("next"));
    assertNotNull(repair);
    assertEquals(List.of("e0", "e2", "next"), Fixtures.strictIds(file));
    Path side = repair.side();
    assertNotNull(side);
    assertTrue(Files.readString(side).contains("\"id\":e1"));
  }

  @Test
  void what_is_still_an_array_is_left_as_it_is() throws Exception {
    String pretty = Fixtures.pretty(Files.readString(file)).strip() + "\n";
    Files.writeString(file, pretty);
    assertNull(ledger.append(Fixtures.plain("next")));
    assertEquals(List.of("e0", "e1", "e2", "next"), Fixtures.strictIds(file));
    assertEquals(
        pretty.substring(0, pretty.lastIndexOf('}') + 1),
        Files.readString(file).substring(0, pretty.lastIndexOf('}') + 1));
  }

  @Test
  void what_byok_itself_left_is_not_read_again() throws Exception {
    FileTime time = Files.getLastModifiedTime(file);
    edit("},\n{", "} \n{");
    Files.setLastModifiedTime(file, time);
    assertNull(ledger.append(Fixtures.plain("next")), "by its seal it is the file of before");
    assertThrows(JsonSyntaxException.class, () -> Fixtures.strictIds(file));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertNotNull(ledger.append(Fixtures.plain("last")));
    assertEquals(List.of("e0", "e1", "e2", "next", "last"), Fixtures.strictIds(file));
  }

  /** Blocks that were not forced may be missing then, although the size and the time are right. */
  @Test
  void what_was_not_forced_is_read_again_after_the_system_has_stopped() throws Exception {
    assumeTrue(!Boot.id().isEmpty(), "no start of this system has a name");
    ledger.write(List.of(Fixtures.plain("a"), Fixtures.plain("b")));
    Path lock = file.resolveSibling("usage.lock");
    for (boolean stopped : new boolean[] {false, true}) {
      FileTime time = Files.getLastModifiedTime(file);
      edit("},\n{", "} \n{");
      Files.setLastModifiedTime(file, time);
      if (stopped) {
        Files.writeString(lock, Files.readString(lock).replace(Boot.id(), "of-before"));
      }
      Repair repair = ledger.write(List.of(Fixtures.plain("c"))).repair();
      assertEquals(stopped, repair != null);
    }
    assertEquals(List.of("e0", "e1", "e2", "a", "b", "c", "c"), Fixtures.strictIds(file));
    ledger.write(List.of(Fixtures.plain("d")));
    Files.writeString(lock, Files.readString(lock).replace(Boot.id(), ""));
    assertNull(ledger.append(Fixtures.plain("e")));
  }

  private void edit(String old, String now) throws Exception {
    String text = Files.readString(file);
    int at = text.indexOf(old);
    Files.write(
        file,
        (text.substring(0, at) + now + text.substring(at + old.length()))
            .getBytes(StandardCharsets.UTF_8));
  }
}
