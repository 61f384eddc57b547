package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.ledger.file.Elements;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.ledger.repair.Repair;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RepairTest {
  @TempDir private Path folder;
  private Path file = Path.of("unset");

  @BeforeEach
  void name() {
    file = folder.resolve("usage.json");
  }

  @Test
  void harmless_disorder_is_put_right_without_a_side_file() throws Exception {
    Fixtures.ledger(file, 2);
    String text = Files.readString(file);
    String pretty = Fixtures.pretty(text);
    for (String content :
        List.of(
            "\ufeff" + text,
            text.replace("\n", "\r\n"),
            pretty.strip(),
            pretty.replace("\n", "\r\n"),
            "  " + pretty,
            text.replace(",\n{", "\n{") + " ",
            text.replace(",\n{", ",,\n,{") + " ",
            text.replace(",\n{", ",{") + " ",
            text.replace("\n]\n", ",\n]\n"),
            text.replace("\n]\n", "\n"),
            text.replace("\n", "") + "\n",
            text + "\n\n")) {
      Files.writeString(file, content);
      assertEquals(names(2), Fixtures.ids(new Ledger(file)));
      Repair repair = new Ledger(file).append(Fixtures.entry("new"));
      assertEquals(new Repair(2L, 0, 0, null), repair, content);
      assertEquals(List.of("e0", "e1", "new"), Fixtures.strictIds(file));
      assertEquals(text.lines().limit(2).toList(), Files.readAllLines(file).subList(0, 2));
    }
  }

  /** The lines before the end must be byok's. Otherwise only the whole file shows what they are. */
  @Test
  void what_does_not_end_in_lines_of_byok_is_written_anew_however_large() throws Exception {
    Fixtures.ledger(file, 2);
    String text = Files.readString(file);
    List<String> lines = Files.readAllLines(file);
    String second = lines.get(2);
    String torn = ",\n{\"id\":\"torn";
    for (String content :
        List.of(
            text.replace("\n", "\r\n"),
            Fixtures.pretty(text).strip(),
            "\ufeff" + text.stripTrailing(),
            text + second.replace("e1", "e2"),
            "[\n" + lines.get(1) + "\n{\"id\":\"half\n" + second + torn,
            "[\n" + lines.get(1).replaceAll(",$", "\n") + second + torn,
            "[\n" + lines.get(1) + second + torn,
            "[\n{\"id\":\"torn",
            text.replace("\n", "") + "\n")) {
      Files.writeString(file, content);
      Repair repair = new Ledger(file, Duration.ofSeconds(10), 0).append(Fixtures.entry("new"));
      assertNotNull(repair, content);
      assertNotNull(repair.kept(), content);
      assertEquals("new", Fixtures.strictIds(file).getLast());
      assertEquals(repair.kept() + 1, Fixtures.strictIds(file).size());
    }
  }

  @Test
  void a_pretty_file_with_its_end_in_place_is_appended_to() throws Exception {
    Fixtures.ledger(file, 2);
    Files.writeString(file, Fixtures.pretty(Files.readString(file)));
    assertNull(new Ledger(file).append(Fixtures.entry("new")));
    assertEquals(List.of("e0", "e1", "new"), Fixtures.strictIds(file));
  }

  @Test
  void odd_layouts_of_valid_json_are_read_whole() throws Exception {
    Fixtures.ledger(file, 3);
    String pretty = Fixtures.pretty(Files.readString(file));
    String flat = pretty.replaceAll("(?m)^ +", "");
    for (String layout :
        List.of(
            flat,
            flat.replace(": {", ":\n{"),
            flat.replace("\n", " "),
            flat.replace("\n", "\n\n\t").replace(": {", ":\n{"))) {
      Files.writeString(file, layout);
      assertEquals(3, Fixtures.strictIds(file).size());
      assertEquals(names(3), Fixtures.ids(new Ledger(file)));
    }
  }

  @Test
  void numbers_keep_their_digits() throws Exception {
    Files.writeString(file, "[{\"a\": 1.10e-3, \"b\" :\t100000000000000000000.50 ,\n\"c\": -0}]");
    new Ledger(file).append(Fixtures.entry("new"));
    assertTrue(
        Files.readString(file)
            .startsWith("[\n{\"a\":1.10e-3,\"b\":100000000000000000000.50,\"c\":-0},\n"));
  }

  @Test
  void blanks_inside_a_number_are_damage_and_not_a_new_number() throws Exception {
    Files.writeString(file, "[\n{\"a\":1 2}\n]\n,");
    Repair repair = new Ledger(file).append(Fixtures.entry("new"));
    assertNotNull(repair);
    assertEquals(0L, repair.kept());
    assertNotNull(repair.side());
    assertEquals("{\"a\":1 2}\n", Files.readString(repair.side()));
  }

  @Test
  void damage_of_many_kinds_leaves_the_whole_entries_around() throws Exception {
    Fixtures.ledger(file, 2);
    List<String> lines = Files.readAllLines(file);
    String first = lines.get(1);
    for (String damage :
        List.of(
            "{\"id\":\"x\",\"time",
            "{\"id\":\"x\",\"usage\":{\"input\":1,",
            "{\"id\":\"x\",\"usage\":{\"input\":1",
            "{\"id\":\"x\",,}",
            "{\"id\":\"x\"",
            "{\"id\":\"\\ud8",
            "{\"id\":\"x\\",
            "garbage",
            "17",
            "\"text {",
            "\0\0\0\0",
            "[".repeat(500) + "x",
            "{\"a\":".repeat(500),
            "}}}}x",
            "{\"id\":\"" + "y".repeat(Elements.CEILING) + "\"}")) {
      Files.writeString(file, "[\n" + first + "\n" + damage + "\n" + lines.get(2));
      Repair repair = new Ledger(file).append(Fixtures.entry("new"));
      String shown = damage.substring(0, Math.min(40, damage.length()));
      assertNotNull(repair);
      assertEquals(List.of("e0", "e1", "new"), Fixtures.strictIds(file), shown);
      assertEquals(1, repair.damagedPlaces(), shown);
      assertNotNull(repair.side());
      assertTrue(
          Files.readString(repair.side()).contains(damage.replaceAll("^\\[+|,+$", "")), shown);
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(repair.side())));
    }
  }

  @Test
  void broken_utf8_is_damage() throws Exception {
    Fixtures.ledger(file, 2);
    byte[] bytes = Files.readAllBytes(file);
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String broken : List.of("\u00c3", "\u00e2\u0082", "\u00c0\u0080", "\u00ed\u00a0\u0080")) {
      String torn = latin.replaceFirst("openai", "open" + broken + "ai") + "\n";
      Files.writeString(file, torn, StandardCharsets.ISO_8859_1);
      Repair repair = new Ledger(file).append(Fixtures.entry("new"));
      assertNotNull(repair);
      assertEquals(List.of("e1", "new"), Fixtures.strictIds(file));
    }
  }

  /** Every line opens an object that never ends. Going back for each one would take forever. */
  @Test
  void a_file_of_unending_objects_is_scanned_in_bounded_time() throws Exception {
    Files.writeString(file, "[\n" + "{\n".repeat(1_000_000) + "{}\n{\n".repeat(1_000_000));
    ReadSummary summary = new Ledger(file).read(_ -> {});
    assertEquals(0, summary.entries());
    assertTrue(summary.skippedPlaces() > 1_000_000);
    assertEquals(ReadSummary.MOST_NAMED, summary.skipped().size());
  }

  private static List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("e" + i);
    }
    return names;
  }
}
