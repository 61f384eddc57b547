package dev.byok.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigFileTest {
  @TempDir private Path folder;
  private Path file = Path.of("/");
  private ConfigFile config = new ConfigFile(file, true);

  @BeforeEach
  void file() {
    file = folder.resolve("byok").resolve("config.json");
    config = new ConfigFile(file, true);
  }

  @Test
  void no_file_is_an_empty_configuration_and_makes_none() {
    assertEquals(Config.empty(), config.read());
    assertFalse(Files.exists(file.getParent(), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void file_and_folder_are_private() throws Exception {
    config.change(before -> before.withDefaultModel("demo/echo"));
    assertEquals("rw-------", modes(file));
    assertEquals("rwx------", modes(folder.resolve("byok")));
    try (Stream<Path> files = Files.list(folder.resolve("byok"))) {
      for (Path each : files.toList()) {
        assertEquals("rw-------", modes(each), each.toString());
        assertFalse(each.toString().endsWith(".tmp"), each.toString());
      }
    }
  }

  @Test
  void a_file_that_others_could_read_is_private_after_a_change() throws Exception {
    write("{}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    config.change(before -> before.withAlias("fast", "demo/echo"));
    assertEquals("rw-------", modes(file));
  }

  @Test
  void what_this_version_does_not_know_survives_a_change() throws Exception {
    String before =
        """
        {"future":{"deep":[1,2.50,null,true]},"default":"demo/echo",
         "keys":{"openai":{"stored_in":"keychain","new_field":"x"},"demo:later":{"y":[]}},
         "settings":{"later.setting":"on"},"aliases":{"a":"demo/echo"},"number":12345678901234567890}
        """;
    write(before);
    config.change(now ->
        now.withDefaultModel("demo/slow")
            .withAlias("b", "demo/cut")
            .withSetting("retries", "1")
            .withKey("kilo", JsonObject.empty().with("stored_in", "file")));
    JsonObject after = Json.parseObject(Files.readString(file));
    JsonObject old = Json.parseObject(before);
    assertEquals(old.get("future"), after.get("future"));
    assertEquals(old.get("number"), after.get("number"));
    assertEquals(old.at("keys").get("openai"), after.at("keys").get("openai"));
    assertEquals(old.at("keys").get("demo:later"), after.at("keys").get("demo:later"));
    assertEquals("on", after.at("settings").text("later.setting"));
    assertEquals("demo/echo", after.at("aliases").text("a"));
    assertEquals("demo/slow", after.text("default"));
  }

  @Test
  void concurrent_changes_lose_nothing_of_each_other() throws Exception {
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      String name = "w" + writer + "-";
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 20; i++) {
                  String alias = name + i;
                  new ConfigFile(file, true).change(now -> now.withAlias(alias, "demo/echo"));
                }
              }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertEquals(160, config.read().aliases().size());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"{", "[]", "null", "{\"default\":}", "nonsense", "{} {}", "\"text\""})
  void what_is_malformed_is_never_replaced(String content) throws Exception {
    write(content);
    assertEquals(Kind.FILE, assertThrows(Failure.class, config::read).kind());
    Failure failure =
        assertThrows(Failure.class, () -> config.change(now -> now.withDefaultModel("demo/echo")));
    assertEquals(Kind.FILE, failure.kind());
    assertTrue(failure.text().contains(file.toString()), failure.text());
    assertNotNull(failure.hint());
    assertEquals(content, Files.readString(file));
  }

  @Test
  void a_setting_written_by_hand_as_a_number_counts() throws Exception {
    write("{\"settings\":{\"retries\":0,\"timeout\":2.5,\"tls.ca_file\":null}}");
    assertEquals("0", config.read().setting("retries"));
    assertEquals("2.5", config.read().setting("timeout"));
    assertNull(config.read().setting("tls.ca_file"));
  }

  @Test
  void a_blank_file_is_an_empty_configuration() throws Exception {
    write(" \n");
    assertEquals(Config.empty(), config.read());
  }

  @Test
  void a_change_that_fails_leaves_the_file() throws Exception {
    write("{\"default\":\"demo/echo\"}");
    assertThrows(
        IllegalStateException.class,
        () ->
            config.change(now -> {
              throw new IllegalStateException("stop");
            }));
    assertEquals("{\"default\":\"demo/echo\"}", Files.readString(file));
    config.change(now -> now.withDefaultModel("demo/slow"));
    assertEquals("demo/slow", config.read().defaultModel());
  }

  @Test
  void a_link_to_a_file_of_ones_own_is_read_and_written_through() throws Exception {
    Path elsewhere = folder.resolve("dotfiles.json");
    Files.writeString(elsewhere, "{\"default\":\"demo/echo\"}");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, elsewhere);
    assertEquals("demo/echo", config.read().defaultModel());
    config.change(now -> now.withDefaultModel("demo/slow"));
    assertEquals("demo/slow", config.read().defaultModel());
    assertTrue(Files.readString(elsewhere).contains("demo/slow"));
    assertTrue(Files.isSymbolicLink(file));
  }

  @Test
  void a_link_to_what_others_may_write_or_to_nothing_is_refused() throws Exception {
    Path elsewhere = folder.resolve("shared.json");
    Files.writeString(elsewhere, "{}");
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, elsewhere);
    assertEquals(Kind.FILE, assertThrows(Failure.class, config::read).kind());
    Files.delete(elsewhere);
    assertEquals(Kind.FILE, assertThrows(Failure.class, config::read).kind());
  }

  @Test
  void a_folder_in_the_place_of_the_file_is_refused() throws Exception {
    Files.createDirectories(file);
    Failure failure = assertThrows(Failure.class, config::read);
    assertEquals(Kind.FILE, failure.kind());
    assertTrue(failure.text().endsWith("is a folder"), failure.text());
  }

  @Test
  void a_lock_that_is_a_link_is_refused_and_its_target_untouched() throws Exception {
    Path victim = folder.resolve("victim");
    Files.writeString(victim, "precious");
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file.resolveSibling("config.lock"), victim);
    assertEquals(
        Kind.FILE,
        assertThrows(Failure.class, () -> config.change(now -> now.withDefaultModel("demo/echo")))
            .kind());
    assertEquals("precious", Files.readString(victim));
    assertFalse(Files.exists(file));
  }

  @Test
  void removing_the_last_entry_removes_its_group() {
    config.change(now -> now.withAlias("a", "demo/echo").withSetting("retries", "1"));
    config.change(now -> now.withAlias("a", null).withSetting("retries", null));
    assertEquals(Config.empty(), config.read());
    assertNull(config.read().setting("retries"));
  }

  private void write(String content) throws java.io.IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static String modes(Path path) throws java.io.IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
