package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.file.Elements;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RepriceTest {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final String LAST = "{\"id\":\"last\",\"time\":\"2026-01-02T03:04:05Z\"}";

  @TempDir private Path folder;
  private Path file = Path.of("unset");

  @BeforeEach
  void name() {
    file = folder.resolve("usage.json");
  }

  @Test
  void only_the_two_fields_of_the_chosen_entries_change() throws Exception {
    Fixtures.ledger(file, 4);
    String before = Files.readString(file);
    Rewritten done =
        new Ledger(file).reprice(entry -> entry.id().equals("e2") ? new BigDecimal("1E-7") : null);
    assertEquals(new Rewritten(4, 1, 0, 0, null), done);
    List<String> lines = new ArrayList<>(before.lines().toList());
    lines.set(
        3,
        lines
            .get(3)
            .replace("\"cost_usd\":0.0000380,", "\"cost_usd\":0.0000001,")
            .replace("\"cost_source\":\"none\"", "\"cost_source\":\"price-list\""));
    assertEquals(String.join("\n", lines) + "\n", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of(), Fixtures.filesBeside(file));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{C,\"cost_usd\":null,\"cost_source\":\"none\",\"n\":1e400,\"x\":{\"cost_usd\":7}}",
        "{\"cost_source\":{\"a\":[1,\"}\",{}]},C,\"cost_usd\":\"a\\\"},{\",\"n\":1.10}",
        "{\"cost_usd\":1,\"cost_usd\":[[],{\"cost_source\":3}],C,\"cost_source\":null}",
        "{\"a\":\"\\\\\",\"cost_usd\":-1.5e3,C,\"cost_source\":\"none\"}",
        "{\"cost_usd\":0,\"cost_source\":true,C}",
        "{C}",
        "{C,\"cost_usd\":5}",
        "{C,\"\\u0063ost_usd\":5,\"cost_source\":\"none\"}",
        "{\"\":{},C,\"ä€𝄞\":\"cost_usd\",\"b\":[],\"c\":\"\"}",
      })
  void any_form_of_an_entry_keeps_its_other_fields(String form) throws Exception {
    String entry = form.replace("C", "\"id\":\"e\",\"time\":\"2026-01-02T03:04:05Z\"");
    Files.writeString(file, "[\n" + entry + "\n]\n");
    assertNotNull(new Ledger(file).reprice(_ -> TWO));
    String line = Files.readAllLines(file).get(1);
    var wanted = Json.parseObject(entry).with("cost_usd", 2L).with("cost_source", "price-list");
    assertEquals(wanted.fields(), Json.parseObject(line).fields(), line);
    Entry read = entries().getFirst();
    assertEquals(TWO, read.costUsd());
    assertEquals("price-list", read.costSource());
    assertEquals(entry.contains("1e400"), line.contains("1e400"));
    assertEquals(entry.contains("1.10"), line.contains("1.10"));
  }

  @Test
  void nothing_to_change_leaves_the_file_alone() throws Exception {
    Fixtures.ledger(file, 3);
    Files.writeString(file, Fixtures.pretty(Files.readString(file)) + "garbage");
    byte[] before = Files.readAllBytes(file);
    Object key = Files.getAttribute(file, "unix:ino");
    Rewritten done = new Ledger(file).reprice(_ -> null);
    assertNotNull(done);
    assertEquals(0, done.changed());
    assertEquals(3, done.kept());
    assertEquals(1, done.damagedPlaces());
    assertNull(done.side());
    assertEquals(key, Files.getAttribute(file, "unix:ino"));
    assertEquals(new String(before, StandardCharsets.UTF_8), Files.readString(file));
    assertEquals(List.of(), Fixtures.filesBeside(file));
  }

  @Test
  void where_there_is_nothing_nothing_is_made() throws Exception {
    assertEquals(new Rewritten(0, 0, 0, 0, null), new Ledger(file).reprice(_ -> TWO));
    assertFalse(Files.exists(file));
    for (String empty : List.of("", "[]", "[\n]\n", " \n")) {
      Files.writeString(file, empty);
      Rewritten done = new Ledger(file).reprice(_ -> TWO);
      assertEquals(new Rewritten(0, 0, 0, 0, null), done);
      assertEquals(empty, Files.readString(file));
    }
  }

  @Test
  void what_is_added_meanwhile_is_repriced_too() throws Exception {
    Fixtures.ledger(file, 3);
    AtomicBoolean added = new AtomicBoolean();
    Rewritten done =
        new Ledger(file)
            .reprice(entry -> {
              if (!added.getAndSet(true)) {
                new Ledger(file).append(Fixtures.entry("new1"));
                new Ledger(file).append(Fixtures.entry("new2"));
              }
              return TWO;
            });
    assertEquals(new Rewritten(5, 5, 0, 0, null), done);
    assertEquals(List.of("e0", "e1", "e2", "new1", "new2"), Fixtures.strictIds(file));
    assertEquals(List.of(TWO), entries().stream().map(Entry::costUsd).distinct().toList());
    assertNull(new Ledger(file).append(Fixtures.entry("after")));
  }

  @Test
  void a_torn_end_that_is_written_meanwhile_is_kept_aside() throws Exception {
    Fixtures.ledger(file, 3);
    AtomicBoolean torn = new AtomicBoolean();
    Rewritten done =
        new Ledger(file)
            .reprice(entry -> {
              if (!torn.getAndSet(true)) {
                tear();
              }
              return TWO;
            });
    assertNotNull(done);
    assertEquals(3, done.changed());
    assertEquals(1, done.damagedPlaces());
    assertNotNull(done.side());
    assertEquals("{\"id\":\"to\n", Files.readString(done.side()));
    assertEquals(List.of("e0", "e1", "e2"), Fixtures.strictIds(file));
  }

  @Test
  void a_file_that_is_replaced_meanwhile_is_left_to_who_replaced_it() throws Exception {
    Fixtures.ledger(file, 3);
    Ledger ledger = new Ledger(file);
    Path other = folder.resolve("other.json");
    Fixtures.ledger(other, 5);
    assertNull(
        ledger.reprice(entry -> {
          if (entry.id().equals("e2")) {
            move(other);
          }
          return TWO;
        }));
    assertEquals(5, Fixtures.strictIds(file).size());
    assertFalse(entries().stream().map(Entry::costUsd).toList().contains(TWO));
    assertEquals(List.of(), Fixtures.filesBeside(file));
  }

  @Test
  void damage_is_kept_aside_and_the_rest_is_strict_json() throws Exception {
    Fixtures.ledger(file, 3);
    List<String> lines = Files.readAllLines(file);
    String broken = "{\"id\":\"x\",\"usage\":{\"input\":1,";
    for (String end : List.of("\n]\n", "\n", ",\n{\"id\":\"torn")) {
      Files.writeString(
          file, "[\n" + lines.get(1) + "\n" + broken + "\n" + lines.get(2) + lines.get(3) + end);
      Rewritten done = new Ledger(file).reprice(_ -> TWO);
      assertNotNull(done);
      assertEquals(3, done.changed());
      assertEquals(end.contains("torn") ? 2 : 1, done.damagedPlaces());
      assertEquals(List.of("e0", "e1", "e2"), Fixtures.strictIds(file));
      assertNotNull(done.side());
      assertTrue(
          Files.readString(done.side()).startsWith("{\"id\":\"x\",\"usage\":{\"input\":1"), end);
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(done.side())));
    }
  }

  @Test
  void what_is_no_ledger_is_refused_and_untouched() throws Exception {
    for (String diary : List.of("my diary", "{\"a\":1}\n", "[1,2} {\"id\":1}\n]x")) {
      Files.writeString(file, diary);
      if (diary.startsWith("[")) {
        assertNotNull(new Ledger(file).reprice(_ -> TWO));
      } else {
        Failure refused = assertThrows(Failure.class, () -> new Ledger(file).reprice(_ -> TWO));
        assertEquals(Kind.FILE, refused.kind());
        assertTrue(Ledger.isNotALedger(refused), refused.text());
      }
      assertEquals(diary, Files.readString(file));
      assertEquals(List.of(), Fixtures.filesBeside(file));
    }
    Path link = folder.resolve("link.json");
    Files.createSymbolicLink(link, file);
    assertThrows(Failure.class, () -> new Ledger(link).reprice(_ -> TWO));
  }

  @Test
  void an_estimate_that_fails_leaves_the_old_file() throws Exception {
    Fixtures.ledger(file, 3);
    String before = Files.readString(file);
    assertThrows(
        IllegalStateException.class,
        () ->
            new Ledger(file)
                .reprice(entry -> {
                  if (entry.id().equals("e2")) {
                    throw new IllegalStateException("no price");
                  }
                  return TWO;
                }));
    assertEquals(before, Files.readString(file));
    assertEquals(List.of(), Fixtures.filesBeside(file));
  }

  @Test
  void an_entry_that_would_become_too_long_stays_as_it_is() throws Exception {
    String head = "{\"id\":\"e\",\"time\":\"2026-01-02T03:04:05Z\",\"x\":\"";
    String line = head + "y".repeat(Elements.CEILING - head.length() - 2) + "\"}";
    Files.writeString(file, "[\n" + line + ",\n" + LAST + "\n]\n");
    Rewritten done = new Ledger(file).reprice(_ -> TWO);
    assertEquals(new Rewritten(2, 1, 0, 0, null), done);
    assertEquals(List.of("e", "last"), Fixtures.ids(new Ledger(file)));
    assertEquals(line + ",", Files.readAllLines(file).get(1));
  }

  @Test
  void writers_that_go_on_lose_nothing() throws Exception {
    Fixtures.ledger(file, 50);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "w" + i + "-";
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < 50; n++) {
                  new Ledger(file).append(Fixtures.entry(name + n));
                }
              }));
    }
    int done = 0;
    for (int round = 1; round <= 10; round++) {
      BigDecimal cost = BigDecimal.valueOf(round);
      done += new Ledger(file).reprice(_ -> cost) == null ? 0 : 1;
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertEquals(10, done);
    List<String> ids = Fixtures.strictIds(file);
    assertEquals(250, ids.size());
    assertEquals(250, new HashSet<>(ids).size());
    for (int i = 0; i < 4; i++) {
      assertEquals(50, count(ids, "w" + i + "-"));
    }
    assertEquals(List.of(), Fixtures.filesBeside(file));
  }

  @Test
  void a_process_that_is_ended_in_the_middle_leaves_the_old_file_and_nothing_else()
      throws Exception {
    Fixtures.ledger(file, 2);
    new Ledger(file).append(Fixtures.entry("last"));
    String before = Files.readString(file);
    Process process = SlowRewriter.start(file, folder.resolve("standing"));
    assertEquals(1, remains().size());
    process.destroy();
    assertEquals(143, process.waitFor());
    assertEquals(List.of(), remains());
    assertEquals(before, Files.readString(file));
  }

  @Test
  void what_a_killed_process_leaves_is_cleared_by_the_next() throws Exception {
    Fixtures.ledger(file, 2);
    new Ledger(file).append(Fixtures.entry("last"));
    String before = Files.readString(file);
    Process running = SlowRewriter.start(file, folder.resolve("running"));
    Process killed = SlowRewriter.start(file, folder.resolve("killed"));
    killed.destroyForcibly().waitFor();
    assertEquals(2, remains().size());
    assertEquals(before, Files.readString(file));
    assertNotNull(new Ledger(file).reprice(_ -> null));
    assertEquals(1, remains().size());
    running.destroy();
    running.waitFor();
    assertEquals(List.of(), remains());
  }

  /** Any file is rewritten as valid JSON with the same entries, or left alone. */
  @Test
  void broken_ledgers_are_rewritten_or_left_alone() throws Exception {
    Fixtures.ledger(file, 3);
    byte[] whole = Files.readAllBytes(file);
    byte[] special = "[]{},:\"\\\n \0".getBytes(StandardCharsets.ISO_8859_1);
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] content = java.util.Arrays.copyOf(whole, whole.length - random.nextInt(20));
      for (int change = random.nextInt(8); change >= 0; change--) {
        content[random.nextInt(content.length)] = special[random.nextInt(special.length)];
      }
      Files.write(file, content);
      try {
        List<Entry> before = entries();
        Rewritten done = new Ledger(file).reprice(_ -> TWO);
        assertNotNull(done);
        assertEquals(before.size(), done.changed());
        List<Entry> after = entries();
        assertEquals(before.size(), after.size());
        for (int i = 0; i < after.size(); i++) {
          assertEquals(TWO, after.get(i).costUsd());
          assertEquals(before.get(i).usage(), after.get(i).usage());
          assertEquals(before.get(i).tags(), after.get(i).tags());
        }
        if (done.changed() > 0) {
          Fixtures.strictIds(file);
        }
      } catch (Failure refused) {
        assertEquals(Kind.FILE, refused.kind());
        assertEquals(
            new String(content, StandardCharsets.ISO_8859_1),
            Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertEquals(List.of(), remains());
  }

  private static int count(List<String> ids, String start) {
    int count = 0;
    for (String id : ids) {
      count += id.startsWith(start) ? 1 : 0;
    }
    return count;
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    new Ledger(file).read(entries::add);
    return entries;
  }

  private List<Path> remains() throws IOException {
    return Fixtures.filesBeside(file).stream()
        .filter(other -> other.getFileName().toString().startsWith(".usage"))
        .toList();
  }

  private void tear() {
    try {
      String text = Files.readString(file);
      Files.writeString(file, text.substring(0, text.length() - 3) + ",\n{\"id\":\"to");
    } catch (IOException unwritten) {
      throw new IllegalStateException(unwritten);
    }
  }

  private void move(Path other) {
    try {
      Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unmoved) {
      throw new IllegalStateException(unmoved);
    }
  }
}
