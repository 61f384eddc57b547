package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.ledger.report.By;
import dev.byok.ledger.report.UsageReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerFuzzTest {
  @TempDir private static Path folder;

  /** Any file is read, or refused because it is not a ledger. After an append it is valid. */
  @FuzzTest(maxDuration = "30s")
  void any_file_is_read_or_refused(byte[] content) throws Exception {
    check(content);
  }

  @Test
  void broken_ledgers_are_read_or_refused() throws Exception {
    String line = Json.write(Fixtures.entry("e").toJson());
    byte[] whole =
        ("[\n" + line + ",\n{\"time\":\"2026-01-02T03:04:05Z\",\"cost_usd\":1e9999999999}\n]\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] special = "[]{},:\"\\\n\r\t \0-.eE019\ufffd".getBytes(StandardCharsets.ISO_8859_1);
    for (long seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      byte[] content = Arrays.copyOf(whole, whole.length - random.nextInt(20));
      for (int change = random.nextInt(8); change >= 0; change--) {
        content[random.nextInt(content.length)] =
            random.nextInt(4) == 0
                ? (byte) random.nextInt(256)
                : special[random.nextInt(special.length)];
      }
      check(content);
    }
  }

  private static void check(byte[] content) throws IOException {
    // Forces nothing, since there are many files; once as a small file and once as a large one.
    FaultyDisk disk = new FaultyDisk(new Faults());
    Path file = folder.resolve("usage.json");
    for (long large : List.of(Long.MAX_VALUE, 0L)) {
      Files.write(file, content);
      check(content, file, new Ledger(disk.path(file), Duration.ofSeconds(10), large));
    }
  }

  private static void check(byte[] content, Path file, Ledger ledger) throws IOException {
    List<Entry> before = new ArrayList<>();
    try {
      UsageReport.Collector collector = new UsageReport.Collector(List.of(By.MODEL), null, null);
      ReadSummary summary = ledger.read(before::add);
      ledger.scan(collector::add);
      assertEquals(before.size(), summary.entries());
      assertTrue(summary.skippedBytes() <= content.length);
      assertTrue(Json.write(collector.report().toJson()).length() < 10_000);
      ledger.append(Fixtures.entry("new"));
      before.add(Fixtures.entry("new"));
      List<Entry> after = new ArrayList<>();
      ledger.read(after::add);
      assertEquals(before, after);
    } catch (Failure refused) {
      assertEquals(Kind.FILE, refused.kind());
      assertEquals(
          new String(content, StandardCharsets.ISO_8859_1),
          Files.readString(file, StandardCharsets.ISO_8859_1));
    }
  }
}
