package dev.byok.serve.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.keys.names.KeyName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks how clients are kept, and that a damaged entry never allows more than it did. */
final class ClientFileTest {
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final Instant ADDED = Instant.parse("2026-11-29T12:00:00.123Z");

  @TempDir Path home;
  private Path path;
  private ClientFile file;

  @BeforeEach
  void setUp() {
    path = home.resolve("clients.json");
    file = new ClientFile(path, true);
  }

  @Test
  void a_client_is_read_as_it_was_written() {
    assertEquals(List.of(), file.read());
    Client zed =
        client("zed", HASH)
            .withKeys(LentKeys.of(List.of(KeyName.parse("openai:work"), KeyName.parse("kilo"))))
            .withModels(List.of("gpt-*", "kilo/*"))
            .withLimits(limits("5/day", "0.50/month", "100"))
            .withExpiry(ADDED.plusSeconds(60));
    file.add(zed);
    file.add(client("a-1", "f".repeat(64)));
    assertEquals(List.of(client("a-1", "f".repeat(64)), zed), file.read());
    assertEquals(List.of("a-1", "zed"), file.names());
    assertEquals(zed.withExpiry(null), file.change("zed", now -> now.withExpiry(null)));
    file.remove("a-1");
    assertEquals(List.of(zed.withExpiry(null)), file.read());
  }

  @Test
  void a_name_is_taken_once_and_an_unknown_one_is_named() {
    file.add(client("zed", HASH));
    Failure taken = assertThrows(Failure.class, () -> file.add(client("zed", "f".repeat(64))));
    assertEquals(Kind.USAGE, taken.kind());
    assertEquals(List.of(client("zed", HASH)), file.read());
    for (Runnable each :
        List.<Runnable>of(
            () -> file.get("zde"),
            () -> file.require("zde"),
            () -> file.remove("zde"),
            () -> file.change("zde", now -> now))) {
      Failure unknown = assertThrows(Failure.class, each::run);
      assertEquals(Kind.NO_KEY, unknown.kind());
      assertEquals("there is no client \"zde\"", unknown.text());
      assertEquals("did you mean zed?", unknown.hint());
    }
  }

  @Test
  void what_this_version_does_not_know_stays() throws Exception {
    write("{\"later\":1,\"clients\":{\"zed\":" + entry("\"note\":\"mine\"") + "}}");
    file.change("zed", now -> now.withModels(List.of("gpt-*")));
    file.add(client("other", "f".repeat(64)));
    JsonObject json = Json.parseObject(Files.readString(path));
    assertEquals(1L, json.get("later"));
    assertEquals("mine", json.at("clients").at("zed").text("note"));
    assertEquals(List.of("gpt-*"), json.at("clients").at("zed").texts("models"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "\"keys\":[]",
        "\"keys\":\"*\"",
        "\"keys\":[\"*\",\"openai\"]",
        "\"keys\":[\"openai\",7]",
        "\"keys\":[\"../openai\"]",
        "\"keys\":null",
        "\"models\":\"gpt-*\"",
        "\"models\":[1]",
        "\"models\":null",
        "\"budgets\":{\"day\":5}",
        "\"budgets\":[5]",
        "\"budgets\":[\"5/year\"]",
        "\"budgets\":[\"-5\"]",
        "\"budgets\":\"5/day\"",
        "\"expires\":\"tomorrow\"",
        "\"expires\":0",
        "\"expires\":false",
        "\"added\":null",
        "\"token_sha256\":null",
        "\"token_sha256\":\"\"",
        "\"token_sha256\":\"0123\"",
        "\"token_sha256\":[\"0123\"]"
      })
  void a_part_that_is_not_valid_is_never_read_as_absent(String part) throws Exception {
    write("{\"clients\":{\"zed\":" + entry(part) + "}}");
    String before = Files.readString(path);
    for (Runnable each :
        List.<Runnable>of(
            () -> file.read(),
            () -> file.get("zed"),
            () -> file.change("zed", now -> now.withModels(List.of())))) {
      Failure failure = assertThrows(Failure.class, each::run);
      assertEquals(Kind.FILE, failure.kind());
      assertTrue(failure.text().endsWith("the client \"zed\" is not valid"), failure.text());
      assertTrue(String.valueOf(failure.hint()).startsWith("byok clients rm"), failure.hint());
    }
    assertEquals(before, Files.readString(path));
    assertEquals(List.of("zed"), file.names());
    file.remove("zed");
    assertEquals(List.of(), file.read());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"[]", "{", "{\"clients\":[]}", "{\"clients\":null}", "{\"clients\":{\"a\":7}}"})
  void a_damaged_file_is_neither_read_as_empty_nor_replaced(String content) throws Exception {
    write(content);
    assertEquals(Kind.FILE, assertThrows(Failure.class, file::read).kind());
    assertThrows(Failure.class, () -> file.change("a", now -> now));
    assertEquals(content, Files.readString(path));
  }

  @Test
  void two_clients_with_one_token_are_not_valid() throws Exception {
    write("{\"clients\":{\"a\":" + entry("\"x\":1") + ",\"b\":" + entry("\"x\":2") + "}}");
    Failure failure = assertThrows(Failure.class, file::read);
    assertTrue(failure.text().endsWith("the client \"b\" has the token of another one"));
    assertFalse(failure.toString().contains(HASH));
  }

  @Test
  void concurrent_changes_lose_nothing_of_each_other() throws Exception {
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < 5; writer++) {
      int first = writer * 10;
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = first; i < first + 10; i++) {
                  String hash = Integer.toHexString(0x1000 + i).repeat(16);
                  new ClientFile(path, true).add(client("c" + i, hash));
                }
              }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertEquals(50, file.read().size());
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5.6-luna, openai, gpt-5.6-luna, true",
    "gpt-5.6-luna, openai, gpt-5.6-luna-pro, false",
    "gpt-*, openai, gpt-5.6-luna, true",
    "gpt-*, openai, GPT-5.6-luna, false",
    "gpt-*, openai, my-gpt-5, false",
    "*, openai, anything/at:all, true",
    "openai/gpt-*, openai, gpt-5, true",
    "openai/gpt-*, openai:work, gpt-5, false",
    "openai:work/*, openai:work, gpt-5, true",
    "openai*/gpt-*, openai:work, gpt-5, true",
    "anthropic/*, kilo, anthropic/claude, true",
    "kilo/anthropic/*, kilo, anthropic/claude, true",
    "gpt-*-mini, openai, gpt-mini, false",
    "gpt-*-mini, openai, gpt--mini, true",
    "*, openai:admin, gpt-5, false",
    "*, groq, gpt-5, false"
  })
  void a_pattern_is_for_the_model_or_the_whole_reference(
      String pattern, String key, String model, boolean allowed) {
    List<KeyName> keys =
        List.of(
            KeyName.parse("openai"),
            KeyName.parse("openai:work"),
            KeyName.parse("openai:admin"),
            KeyName.parse("kilo"));
    Client client =
        client("zed", HASH).withKeys(LentKeys.of(keys)).withModels(List.of("x", pattern));
    assertEquals(allowed, client.mayUse(KeyName.parse(key), model));
  }

  @Test
  void all_keys_are_all_but_those_for_administration() {
    Client client = client("zed", HASH);
    assertTrue(client.mayUse(KeyName.parse("groq:any"), "m"));
    assertFalse(client.mayUse(KeyName.parse("groq:admin"), "m"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/day",
        "5/",
        "5/Day",
        "5/year",
        "5/day/day",
        "-1",
        "1e3",
        "5 /day",
        "$5"
      })
  void what_is_no_budget_is_none(String text) {
    assertEquals(null, ClientLimit.parse(text));
  }

  private void write(String content) throws IOException {
    Files.writeString(path, content);
  }

  /** Returns an entry of which one part is another one. */
  private static String entry(String part) {
    JsonObject entry =
        JsonObject.builder()
            .put("token_sha256", HASH)
            .put("keys", List.of("openai"))
            .put("models", List.of())
            .put("budgets", List.of())
            .put("added", "2026-11-29T12:00:00.000Z")
            .build();
    return Json.write(entry.without(part.split("\"", -1)[1])).replaceFirst("}$", "," + part + "}");
  }

  private static List<ClientLimit> limits(String... texts) {
    List<ClientLimit> limits = ClientLimit.read(List.of(texts));
    if (limits == null) {
      throw new AssertionError(List.of(texts));
    }
    return limits;
  }

  private static Client client(String name, String hash) {
    return new Client(name, LentKeys.every(), List.of(), List.of(), ADDED, null, hash);
  }
}
