package dev.byok.keys.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.javakeyring.PasswordAccessException;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.dbus.FakeBus;
import dev.byok.keys.stores.dbus.WireWriter;
import dev.byok.secrets.Secret;
import dev.byok.testing.RealKeyring;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that each failure has its own first line, comes in time, and contains no secret. */
final class KeychainFailureTest {
  private static final KeyName NAME = KeyName.parse("openai:work");
  private static final Duration LIMIT = Duration.ofMillis(1500);
  private static final Duration AMPLE = Duration.ofSeconds(20);

  /** A locked key, and a service that would have to ask for the password. */
  private static final Map<String, FakeBus.Answer> UNLOCK_ASKS =
      Map.of(
          "SearchItems", locked(),
          "Unlock", FakeBus.reply("aoo", new WireWriter().strings().string("/prompt")));

  @TempDir Path folder;

  @Test
  void no_bus() {
    Keychain keychain = keychain(Map.of());
    assertMissing(keychain);
  }

  @Test
  void nobody_at_the_socket() {
    assertMissing(keychain(env(folder.resolve("nobody"))));
  }

  @Test
  void no_keychain_on_the_bus() throws Exception {
    try (RealKeyring bus = RealKeyring.startBus()) {
      assertMissing(new Keychain(bus.env(), "Linux", AMPLE, false));
    }
  }

  @Test
  void a_killed_keychain() throws Exception {
    try (RealKeyring ring = RealKeyring.start()) {
      Keychain keychain = new Keychain(ring.env(), "Linux", AMPLE, false);
      keychain.write(NAME, Secret.of(Canary.VALUE));
      ring.kill();
      assertMissing(keychain);
    }
  }

  @Test
  void a_locked_keychain() throws Exception {
    try (RealKeyring ring = RealKeyring.start()) {
      Keychain keychain = new Keychain(ring.env(), "Linux", AMPLE, false);
      keychain.write(NAME, Secret.of(Canary.VALUE));
      ring.lock();
      assertEvery(keychain, "the keychain is locked");
    }
  }

  @Test
  void a_hung_keychain() throws Exception {
    try (RealKeyring ring = RealKeyring.start()) {
      ring.hang();
      assertEvery(
          new Keychain(ring.env(), "Linux", LIMIT, false),
          "the keychain did not answer within 1500 ms");
    }
  }

  @Test
  void a_bus_that_never_answers() throws Exception {
    Path socket = folder.resolve("bus");
    try (FakeBus _ = FakeBus.silent(socket)) {
      Keychain keychain = new Keychain(env(socket), "Linux", LIMIT, false);
      long start = System.nanoTime();
      Failure failure = fail(() -> keychain.read(NAME));
      assertTrue(System.nanoTime() - start < 3 * LIMIT.toNanos(), "it took too long");
      assertEquals("the keychain did not answer within 1500 ms", failure.text());
    }
  }

  @Test
  void a_dismissed_dialog() throws Exception {
    Failure failure = withPrompt(FakeBus.prompted("/prompt", true), AMPLE);
    assertEquals("the keychain denied access to the key \"openai:work\"", failure.text());
  }

  @Test
  void a_dialog_that_nobody_answers() throws Exception {
    Failure failure = withPrompt(FakeBus.reply("", new WireWriter()), LIMIT);
    assertEquals("the keychain did not answer within 1500 ms", failure.text());
    assertEquals(List.of("a dialog asks for its password"), failure.details());
  }

  @Test
  void without_a_display_no_dialog_is_opened() throws Exception {
    Path socket = folder.resolve("bus");
    try (FakeBus _ = FakeBus.scripted(socket, UNLOCK_ASKS)) {
      Keychain keychain = new Keychain(env(socket), "Linux", AMPLE, true);
      assertEquals("the keychain is locked", fail(() -> keychain.read(NAME)).text());
    }
  }

  @Test
  void an_error_answer_is_named_but_its_words_are_not_repeated() throws Exception {
    Path socket = folder.resolve("bus");
    Map<String, FakeBus.Answer> script =
        Map.of("SearchItems", FakeBus.error("org.example.Odd", Canary.VALUE));
    try (FakeBus _ = FakeBus.scripted(socket, script)) {
      Failure failure = fail(() -> keychain(env(socket)).read(NAME));
      assertEquals("the keychain does not work as it should", failure.text());
      assertEquals(List.of("it answered with org.example.Odd"), failure.details());
    }
  }

  @Test
  void a_second_address_is_tried_when_nobody_is_at_the_first() throws Exception {
    Path socket = folder.resolve("bus");
    try (FakeBus _ = FakeBus.scripted(socket, UNLOCK_ASKS)) {
      Map<String, String> env =
          Map.of(
              "DBUS_SESSION_BUS_ADDRESS",
              "unix:path=" + folder.resolve("nobody") + ";unix:path=" + socket);
      assertEquals("the keychain is locked", fail(() -> keychain(env).read(NAME)).text());
    }
  }

  @Test
  void a_value_too_long_for_windows_is_refused_before_anything_is_tried() {
    Keychain keychain = new Keychain(Map.of(), "Windows 11", LIMIT, false);
    String value = Canary.VALUE.repeat(100);
    Failure failure = fail(() -> keychain.write(NAME, Secret.of(value)));
    assertEquals(
        "the key \"openai:work\" is too long for the Windows Credential Manager", failure.text());
    assertEquals(List.of("it takes at most 1,280 characters"), failure.details());
  }

  @Test
  void the_words_of_java_keyring_are_understood() {
    Map<String, String> meanings =
        Map.of(
            "No stored credentials match byok", "has no key",
            "Too many stored credentials match", "holds 2 items",
            "The specified item could not be found in the keychain.", "has no key",
            "Error code 1168", "has no key",
            "Error code 11680", "does not work",
            "User interaction is not allowed.", "is locked",
            "User canceled the operation.", "denied access",
            "A default keychain could not be found.", "no keychain was found",
            "Password is not in wallet", "has no key",
            "Password cannot be deleted, it is not in wallet", "has no key");
    meanings.forEach((words, meaning) -> {
      Failure failure = JavaKeyring.meaning(NAME, new PasswordAccessException(words));
      assertTrue(failure.text().contains(meaning), words);
      assertEquals(meaning.equals("has no key"), KeychainFailures.isAbsence(failure), words);
    });
  }

  private Failure withPrompt(FakeBus.Answer prompt, Duration limit) throws Exception {
    Path socket = folder.resolve("bus");
    Map<String, FakeBus.Answer> script =
        Map.of(
            "SearchItems", locked(),
            "Unlock", FakeBus.reply("aoo", new WireWriter().strings().string("/prompt")),
            "AddMatch", FakeBus.reply("", new WireWriter()),
            "Prompt", prompt);
    try (FakeBus _ = FakeBus.scripted(socket, script)) {
      Map<String, String> env =
          Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket, "DISPLAY", ":0");
      return fail(() -> new Keychain(env, "Linux", limit, true).read(NAME));
    }
  }

  private static FakeBus.Answer locked() {
    return FakeBus.reply("aoao", new WireWriter().strings().strings("/item"));
  }

  private static Map<String, String> env(Path socket) {
    return Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket);
  }

  private static Keychain keychain(Map<String, String> env) {
    return new Keychain(env, "Linux", AMPLE, false);
  }

  private static void assertMissing(Keychain keychain) {
    for (Failure failure : assertEvery(keychain, "no keychain was found on this machine")) {
      String hint = String.valueOf(failure.hint());
      assertTrue(hint.contains("BYOK_OPENAI__WORK_API_KEY"), hint);
      assertTrue(hint.contains("--from-command"), hint);
      assertTrue(hint.contains("BYOK_KEYSTORE=file"), hint);
    }
  }

  private static List<Failure> assertEvery(Keychain keychain, String text) {
    List<Failure> failures =
        List.of(
            fail(() -> keychain.read(NAME)),
            fail(() -> keychain.write(NAME, Secret.of(Canary.VALUE))),
            fail(() -> keychain.remove(NAME)));
    for (Failure failure : failures) {
      assertEquals(text, failure.text());
    }
    return failures;
  }

  private static Failure fail(org.junit.jupiter.api.function.Executable operation) {
    Failure failure = assertThrows(Failure.class, operation);
    assertEquals(Kind.KEYCHAIN, failure.kind());
    return Canary.absentFrom(failure);
  }
}
