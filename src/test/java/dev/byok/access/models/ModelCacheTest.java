package dev.byok.access.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.byok.prices.ModelPrice.Rates;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelCacheTest {
  private static final String KEY = "canary-0123456789abcdef-canary";
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final ModelCache.Owner OWNER =
      new ModelCache.Owner("openai:work", "https://api.openai.com/v1", "first", null);
  private static final List<ListedModel> MODELS =
      List.of(
          new ListedModel(
              "m", "Model M", 1000L, 500L, new Rates(new BigDecimal("1.25"), null, null, null)),
          ListedModel.of("n"));

  @TempDir Path temp;

  @Test
  void what_was_written_is_read_for_a_day() throws IOException {
    at(Duration.ZERO).write(OWNER, MODELS);
    assertEquals(MODELS, at(Duration.ZERO).read(OWNER));
    assertEquals(MODELS, at(Duration.ofHours(23)).read(OWNER));
    assertNull(at(Duration.ofDays(1)).read(OWNER));
    assertNull(at(Duration.ofHours(-1)).read(OWNER));
  }

  @Test
  void every_list_names_its_models_also_an_old_one_and_none_that_is_damaged() throws IOException {
    assertEquals(List.of(), at(Duration.ZERO).references());
    at(Duration.ZERO).write(OWNER, MODELS);
    at(Duration.ZERO).write(unnamed(KEY), MODELS);
    assertEquals(
        List.of("openai/m", "openai/n", "openai:work/m", "openai:work/n"),
        at(Duration.ofDays(30)).references());
    assertEquals(List.of("openai:work/n"), at(Duration.ZERO).references("openai:work/n"));
    assertEquals(4, at(Duration.ZERO).references("open").size());
    assertEquals(List.of(), at(Duration.ZERO).references("other/"));
    for (String text : List.of("", "[", "{\"key\":\"x\",\"models\":[{}", "{\"models\":3}")) {
      Path damaged = temp.resolve("damaged.json");
      Files.writeString(damaged, text);
      Files.setPosixFilePermissions(damaged, PosixFilePermissions.fromString("rw-------"));
      assertEquals(4, at(Duration.ZERO).references().size(), text);
    }
  }

  @Test
  void another_key_host_or_edition_has_a_list_of_its_own() throws IOException {
    ModelCache cache = at(Duration.ZERO);
    cache.write(OWNER, MODELS);
    assertNull(cache.read(new ModelCache.Owner("openai", OWNER.host(), "first", null)));
    assertNull(cache.read(new ModelCache.Owner(OWNER.key(), "https://x.example", "first", null)));
    assertNull(cache.read(new ModelCache.Owner(OWNER.key(), OWNER.host(), "second", null)));
  }

  @Test
  void a_key_from_the_environment_sees_its_own_list_alone() throws IOException {
    ModelCache cache = at(Duration.ZERO);
    cache.write(unnamed(KEY), MODELS);
    assertEquals(MODELS, cache.read(unnamed(KEY)));
    assertNull(cache.read(unnamed(KEY + "2")));
    assertFalse(Files.readString(file()).contains(KEY.substring(0, 8)));
  }

  @Test
  void the_file_is_private_and_its_name_tells_nothing() throws IOException {
    at(Duration.ZERO).write(OWNER, MODELS);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("models"))));
    assertEquals(32 + ".json".length(), file().getFileName().toString().length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "{\"models\":[]}",
        "{\"host\":\"https://api.openai.com/v1\",\"fetched\":\"2026-11-21T12:00:00Z\"}",
        "{\"host\":\"https://api.openai.com/v1\",\"fetched\":\"today\",\"models\":[]}",
        "{\"host\":\"https://api.openai.com/v1\",\"fetched\":\"2026-11-21T12:00:00Z\",\"models\":[7]}",
        "{\"host\":\"https://api.openai.com/v1\",\"fetched\":\"2026-11-21T12:00:00Z\",\"models\":[{}]}"
      })
  void a_damaged_file_is_no_list(String content) throws IOException {
    ModelCache cache = at(Duration.ZERO);
    cache.write(OWNER, MODELS);
    Files.writeString(file(), content);
    assertNull(cache.read(OWNER));
    cache.write(OWNER, MODELS);
    assertEquals(MODELS, cache.read(OWNER));
  }

  @Test
  void a_file_cut_anywhere_is_no_list() throws IOException {
    ModelCache cache = at(Duration.ZERO);
    cache.write(OWNER, MODELS);
    String whole = Files.readString(file()).strip();
    for (int end = 0; end < whole.length(); end++) {
      Files.writeString(file(), whole.substring(0, end));
      assertNull(cache.read(OWNER));
    }
    assertNotEquals(0, whole.length());
  }

  @Test
  void a_file_that_others_can_write_is_not_read() throws IOException {
    ModelCache cache = at(Duration.ZERO);
    cache.write(OWNER, MODELS);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertNull(cache.read(OWNER));
  }

  private ModelCache at(Duration later) {
    return new ModelCache(temp.resolve("models"), Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
  }

  private static ModelCache.Owner unnamed(String secret) {
    return new ModelCache.Owner("openai", OWNER.host(), "environment", Secret.of(secret));
  }

  private Path file() throws IOException {
    try (var files = Files.list(temp.resolve("models"))) {
      List<Path> all = files.toList();
      assertEquals(1, all.size());
      return all.get(0);
    }
  }
}
