package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.json.Json;
import dev.byok.ledger.entry.EntryView;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.ledger.file.Tally;
import dev.byok.testing.LongForm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that two threads find in a ledger what one finds. */
final class HalvesTest {
  @TempDir private Path folder;

  @Test
  void a_whole_ledger_is_read_once_from_each_side() throws Exception {
    Path file = folder.resolve("usage.json");
    Fixtures.ledger(file, 101);
    assertEquals(inOrder(file), inHalves(file));
    assertEquals(101 + 1, inHalves(file).size());
  }

  @Test
  void the_same_is_found_whatever_is_broken_or_laid_out_otherwise() throws Exception {
    Path file = folder.resolve("usage.json");
    Fixtures.ledger(file, 12);
    String whole = Files.readString(file);
    Random random = new Random(7);
    String[] odd = {"\n{", "}", "\"", "]", ",\n", "\n]\n", "{\"a\":\n{", "\0", " ", "\\", "[\n{}"};
    for (int i = 0; i < LongForm.of(300, 2_000); i++) {
      StringBuilder text = new StringBuilder(i % 10 == 0 ? Fixtures.pretty(whole) : whole);
      for (int change = random.nextInt(4); change > 0; change--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.insert(at, odd[random.nextInt(odd.length)]);
        } else {
          text.delete(at, Math.min(text.length(), at + random.nextInt(300)));
        }
      }
      Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
      if (text.toString().stripLeading().startsWith("[")) {
        assertEquals(inOrder(file), inHalves(file), text::toString);
      }
    }
  }

  private static List<String> inOrder(Path file) {
    List<String> entries = new ArrayList<>();
    ReadSummary summary = new Ledger(file).scan(view -> entries.add(line(view)));
    entries.add(summary.toString());
    entries.sort(null);
    return entries;
  }

  private static List<String> inHalves(Path file) {
    Lines lines = new Lines();
    ReadSummary summary = new Ledger(file).tally(lines, 0);
    lines.entries.add(summary.toString());
    lines.entries.sort(null);
    return lines.entries;
  }

  private static String line(EntryView view) {
    return Json.write(view.entry().toJson());
  }

  private static final class Lines implements Tally<Lines> {
    private final List<String> entries = new ArrayList<>();

    @Override
    public void add(EntryView entry) {
      entries.add(line(entry));
    }

    @Override
    public Lines fresh() {
      return new Lines();
    }

    @Override
    public void merge(Lines other) {
      entries.addAll(other.entries);
    }
  }
}
