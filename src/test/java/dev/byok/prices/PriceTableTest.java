package dev.byok.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.testing.LongForm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PriceTableTest {
  private static final URI ADDRESS = URI.create("https://models.dev/api.json");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Provider OPENAI = Catalog.load().get("openai");
  private static final Provider ANTHROPIC = Catalog.load().get("anthropic");

  @TempDir private static Path folder;

  @ParameterizedTest(name = "{0} models")
  @ValueSource(ints = {1, 2, 40, 500, 4_000})
  void every_model_is_found_and_no_other(int models) throws Exception {
    Map<String, ModelFacts> facts = new HashMap<>();
    Random random = new Random(models);
    while (facts.size() < models) {
      String name = "m-" + Integer.toString(random.nextInt(1_000_000), 36);
      facts.put(name, model(random));
    }
    Map<String, ModelFacts> odd =
        Map.of(
            "a",
            model(random),
            "a\",\"b",
            model(random),
            "ä/𝄞 \\ \n\u0000",
            model(random),
            "x".repeat(200),
            model(random),
            "",
            model(random));
    PriceTable table = write(Map.of("openai", facts, "anthropic", odd));
    for (Map.Entry<String, ModelFacts> model : facts.entrySet()) {
      assertEquals(model.getValue(), table.find(OPENAI, model.getKey()), model.getKey());
      assertNull(table.find(ANTHROPIC, model.getKey()));
      assertNull(table.find(OPENAI, model.getKey() + "!"));
      assertNull(table.find(OPENAI, model.getKey().substring(0, 2)));
    }
    for (Map.Entry<String, ModelFacts> model : odd.entrySet()) {
      assertEquals(model.getValue(), table.find(ANTHROPIC, model.getKey()), model.getKey());
    }
    assertNull(table.find(OPENAI, "x".repeat(100_000)));
    PriceListFile.Copy whole = new PriceListFile(file()).read(ADDRESS);
    assertNotNull(whole);
    assertEquals(Map.of("openai", facts, "anthropic", odd), whole.list().providers());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
  }

  @Test
  void a_price_is_the_same_read_from_the_list_and_from_the_table() throws Exception {
    PriceList list =
        PriceList.read(
            new ByteArrayInputStream(
                """
                {"openai":{"models":{"m":{"name":"M","limit":{"context":10,"output":0},
                "modalities":{"input":["text","pdf"]},"reasoning":true,"cost":{"input":0.0000001,
                "output":0,"cache_read":1e-7,"tiers":[{"tier":{"size":9},"input":3,"output":4},
                {"tier":{"size":5},"input":2}]}},"older":{"cost":{"input":1,"output":2,
                "context_over_200k":{"input":4,"output":5}}},"bare":{}}}}
                """
                    .getBytes(StandardCharsets.UTF_8)));
    new PriceListFile(file()).write(ADDRESS, null, list, NOW);
    PriceTable table = new PriceTable(file(), ADDRESS);
    for (String model : List.of("m", "older", "bare")) {
      assertEquals(list.find(OPENAI, model), table.find(OPENAI, model));
    }
    ModelFacts facts = table.find(OPENAI, "m");
    assertNotNull(facts);
    assertEquals(5, facts.price().tiers().getFirst().size());
    assertFalse(Files.readString(file()).contains("E-"), Files.readString(file()));
  }

  @Test
  void what_is_no_copy_of_the_list_has_no_prices() throws Exception {
    write(Map.of("openai", Map.of("m", model(new Random(1)))));
    assertNotNull(new PriceTable(file(), ADDRESS).find(OPENAI, "m"));
    assertNull(new PriceTable(file(), URI.create("https://models.dev/api")).find(OPENAI, "m"));
    assertNull(new PriceTable(file(), null).find(OPENAI, "m"));
    assertNull(new PriceTable(file(), ADDRESS).find(Catalog.load().get("demo"), "m"));
    Path link = folder.resolve("link");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, file());
    assertNull(new PriceTable(link, ADDRESS).find(OPENAI, "m"));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertNull(new PriceTable(file(), ADDRESS).find(OPENAI, "m"));
    assertNull(new PriceTable(folder, ADDRESS).find(OPENAI, "m"));
    assertNull(new PriceTable(folder.resolve("none"), ADDRESS).find(OPENAI, "m"));
    assertNull(new PriceTable(folder.resolve("none/none"), ADDRESS).find(OPENAI, "m"));
  }

  @Test
  void the_form_of_before_is_no_copy_to_either_reader() throws Exception {
    Files.writeString(
        file(),
        "{\"address\":\""
            + ADDRESS
            + "\",\"etag\":\"t\",\"list\":{\"openai\":{\"models\":"
            + "{\"m\":{\"cost\":{\"input\":1,\"output\":1}}}}}}\n");
    assertNull(new PriceTable(file(), ADDRESS).find(OPENAI, "m"));
    assertNull(new PriceListFile(file()).read(ADDRESS));
  }

  @Test
  void a_pipe_in_its_place_is_not_waited_for() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertNull(new PriceTable(pipe, ADDRESS).find(OPENAI, "m")));
  }

  @Test
  void a_cut_file_is_read_again_as_a_whole_and_its_head_still_tells_prices() throws Exception {
    Map<String, ModelFacts> facts = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      facts.put("m" + (1000 + i), model(new Random(i)));
    }
    write(Map.of("openai", facts));
    byte[] whole = Files.readAllBytes(file());
    for (int cut = 1; cut < whole.length; cut += cut < LongForm.of(200, 2_000) ? 1 : 997) {
      Files.write(file(), Arrays.copyOf(whole, whole.length - cut));
      assertNull(new PriceListFile(file()).read(ADDRESS), "cut " + cut);
      PriceTable table = new PriceTable(file(), ADDRESS);
      for (String model : List.of("m1000", "m1150", "m1299")) {
        ModelFacts found = table.find(OPENAI, model);
        assertTrue(found == null || found.equals(facts.get(model)), model + " cut " + cut);
      }
    }
  }

  /** Nothing is thrown, nothing hangs, and what is found is a valid price. */
  @FuzzTest(maxDuration = "30s")
  void any_file_is_a_table_or_none(byte[] content) throws IOException {
    check(content);
  }

  @Test
  void damaged_tables_tell_no_nonsense() throws Exception {
    Map<String, ModelFacts> facts = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      facts.put("m" + i, model(new Random(i)));
    }
    write(Map.of("openai", facts));
    byte[] whole = Files.readAllBytes(file());
    byte[] special = "\n\"{}[],:\\ 0-.eE\0".getBytes(StandardCharsets.ISO_8859_1);
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] content = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int change = random.nextInt(2_000); change > 0; change--) {
        content[random.nextInt(content.length)] = special[random.nextInt(special.length)];
      }
      check(content);
    }
    byte[] zeros = new byte[100_000];
    check(zeros);
    Arrays.fill(zeros, (byte) '\n');
    check(zeros);
    System.arraycopy(whole, 0, zeros, 0, 300);
    check(zeros);
  }

  private static void check(byte[] content) throws IOException {
    Files.write(file(), content);
    PriceTable table = new PriceTable(file(), ADDRESS);
    for (String model : List.of("m", "m0", "m200", "m399", "")) {
      ModelFacts facts = table.find(OPENAI, model);
      if (facts != null) {
        BigDecimal input = facts.price().rates().input();
        assertTrue(input == null || input.signum() >= 0);
      }
    }
    PriceListFile.Copy copy = new PriceListFile(file()).read(ADDRESS);
    assertTrue(copy == null || !copy.list().providers().containsKey("nobody"));
  }

  private static PriceTable write(Map<String, Map<String, ModelFacts>> providers)
      throws IOException {
    Files.deleteIfExists(file());
    new PriceListFile(file()).write(ADDRESS, "\"tag\"", PriceList.of(providers), NOW);
    return new PriceTable(file(), ADDRESS);
  }

  private static ModelFacts model(Random random) {
    String json =
        "{\"x\":{\"models\":{\"m\":{\"name\":\"%s\",\"cost\":{\"input\":%d,\"output\":0.%d}}}}}"
            .formatted("n".repeat(random.nextInt(400)), random.nextInt(100), random.nextInt(1000));
    try {
      PriceList list =
          PriceList.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
      return list.providers().values().iterator().next().values().iterator().next();
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Path file() {
    return folder.resolve("prices.json");
  }
}
