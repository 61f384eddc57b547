package dev.byok.keys;

import static dev.byok.keys.stores.dbus.FakeSecretService.LOGIN;
import static dev.byok.keys.stores.dbus.FakeSecretService.SESSION;
import static dev.byok.keys.stores.dbus.FakeSecretService.WORK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.keys.stores.dbus.FakeSecretService;
import dev.byok.testing.CliRunner;
import dev.byok.testing.CliRunner.Result;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RealKeyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that every command reports the keychain's state, and forgets no key in it. */
final class KeychainCommandsTest {
  private static final String NAME = "openai-compatible:mock";
  private static final String KEY = "sk-CANARY-2b7c91d4-states";

  @TempDir Path temp;
  private CliRunner byok;
  private MockProvider mock;
  private RealKeyring bus;
  private FakeSecretService service;

  /** A state in which no key may be forgotten, and what byok says about it. */
  enum State {
    LOCKED("the keychain is locked"),
    HIDING("the keychain is locked"),
    HIDING_BESIDE_AN_OPEN_ONE("the keychain is locked"),
    WITHOUT_COLLECTION("the keychain has no default collection to store keys in"),
    WITH_A_DEAD_ALIAS("the keychain has no default collection to store keys in"),
    DENIED("the keychain denied access to the key \"KEY\""),
    BROKEN("the keychain does not work as it should"),
    GONE("no keychain was found on this machine");

    private final String text;

    State(String text) {
      this.text = text;
    }

    String said(String key) {
      return "byok: " + text.replace("KEY", key);
    }
  }

  private void enter(State state) {
    switch (state) {
      case LOCKED -> service.lock(LOGIN);
      case HIDING -> service.hiding().lock(LOGIN);
      case HIDING_BESIDE_AN_OPEN_ONE -> service.with(WORK, true).hiding().lock(LOGIN);
      case WITHOUT_COLLECTION -> service.without(LOGIN).standard("/");
      case WITH_A_DEAD_ALIAS -> service.without(LOGIN);
      case DENIED -> everyAnswerIs("org.freedesktop.DBus.Error.AccessDenied");
      case BROKEN -> everyAnswerIs("org.example.Odd");
      case GONE -> service.close();
    }
  }

  private void everyAnswerIs(String error) {
    service.failing("SearchItems", error).failing("ReadAlias", error);
  }

  @BeforeEach
  void start() throws Exception {
    bus = RealKeyring.startBus();
    service = FakeSecretService.start(bus.socket());
    mock = MockProvider.start();
    byok = home("home");
    Result added = add(NAME);
    assertEquals(0, added.exitCode(), added.err());
    assertEquals(1, service.size(LOGIN));
  }

  @AfterEach
  void stop() throws Exception {
    mock.close();
    service.close();
    bus.close();
  }

  @ParameterizedTest
  @EnumSource
  void no_command_takes_a_state_for_an_absence(State state) throws Exception {
    String config = config();
    enter(state);
    says(state.said(NAME), byok.run("run", "--no-stdin", "-m", NAME + "/m", "hi"));
    assertEquals(0, mock.requests().size(), "nothing is sent without the key");
    String second = "openai-compatible:second";
    says(state.said(second), add(second));
    Result rm = byok.run("keys", "rm", "--yes", NAME);
    says(state.said(NAME), rm);
    Result tested = byok.run("keys", "test");
    assertEquals(11, tested.exitCode());
    assertEquals(config, config());

    Result doctor = byok.run("doctor");
    String row = row(doctor);
    String text = state.text.replace("KEY", "byok-doctor");
    assertTrue(row.startsWith("FAILED  keychain: " + text), row);
    assertTrue(doctor.exitCode() >= 11);
    byok = home("nothing-stored");
    String note = row(byok.run("doctor"));
    assertTrue(note.startsWith("ok      keychain: " + text), note);
    assertTrue(note.endsWith("(no stored key needs it)"), note);
  }

  @Test
  void a_key_that_is_certainly_gone_is_forgotten() throws Exception {
    service.clear(LOGIN);
    String gone = "the keychain has no key \"" + NAME + "\"";
    says("byok: " + gone, byok.run("run", "--no-stdin", "-m", NAME + "/m", "hi"));
    assertEquals("ok      keychain: answers, unlocked", row(byok.run("doctor")));
    Result removed = byok.run("keys", "rm", "--yes", NAME);
    assertEquals(0, removed.exitCode(), removed.err());
    assertTrue(removed.err().startsWith("byok: " + gone), removed.err());
    assertEquals("[\n]\n", byok.run("keys", "list", "--json").out());
  }

  @Test
  void a_keychain_in_memory_is_named_and_takes_no_key() throws Exception {
    service.clear(LOGIN);
    service.standard(SESSION);
    String config = config();
    String text = "the keychain's default collection \"session\" forgets keys at logout";
    says("byok: " + text, add("openai-compatible:second"));
    Result run = byok.run("run", "--no-stdin", "-m", NAME + "/m", "hi");
    says("byok: the keychain has no key \"" + NAME + "\"", run);
    assertTrue(run.err().contains("\"session\" forgets keys at logout"), run.err());
    assertTrue(row(byok.run("doctor")).startsWith("FAILED  keychain: " + text));
    assertEquals(config, config());
    assertEquals(0, service.size(SESSION));
    assertEquals(0, byok.run("keys", "rm", "--yes", NAME).exitCode(), "it is gone for certain");
  }

  @Test
  void a_keychain_without_a_password_works_for_every_command() throws Exception {
    service.with(LOGIN, false).hiding();
    Result added = add(NAME, "--force");
    assertEquals(0, added.exitCode(), added.err());
    service.lock(LOGIN);
    Result run = byok.run("run", "--no-stdin", "-m", NAME + "/m", "hi");
    assertEquals(0, run.exitCode(), run.err());
    service.lock(LOGIN);
    assertEquals("ok      keychain: answers, unlocked", row(byok.run("doctor")));
    service.lock(LOGIN);
    Result removed = byok.run("keys", "rm", "--yes", NAME);
    assertEquals("byok: removed \"" + NAME + "\"\n", removed.err());
    assertEquals(0, service.size(LOGIN));
  }

  @Test
  void a_stored_key_is_looked_for_although_new_ones_go_to_a_file() {
    service.lock(LOGIN);
    byok.env("BYOK_KEYSTORE", "file");
    assertTrue(row(byok.run("doctor")).startsWith("FAILED  keychain: the keychain is locked"));
  }

  @Test
  void a_frozen_keychain_ends_every_command_in_time_and_loses_nothing() throws Exception {
    service.close();
    bus.close();
    bus = RealKeyring.start();
    byok = home("frozen");
    assertEquals(0, add(NAME).exitCode());
    String config = Files.readString(temp.resolve("frozen/config.json"));
    bus.hang();
    byok.env("BYOK_KEYCHAIN_TIMEOUT", "0.5");
    String late = "byok: the keychain did not answer within 500 ms";
    says(late, byok.run("run", "--no-stdin", "-m", NAME + "/m", "hi"));
    says(late, add("openai-compatible:second"));
    says(late, byok.run("keys", "rm", "--yes", NAME));
    assertTrue(row(byok.run("doctor")).startsWith("FAILED  keychain: " + late.substring(6)));
    assertEquals(config, Files.readString(temp.resolve("frozen/config.json")));
  }

  private CliRunner home(String folder) throws IOException {
    Path home = Files.createDirectory(temp.resolve(folder));
    return new CliRunner(home).env("DBUS_SESSION_BUS_ADDRESS", bus.address());
  }

  private Result add(String name, String... more) {
    List<String> words = new ArrayList<>(List.of("keys", "add", name, "--host", mock.base()));
    words.addAll(List.of("--model", "m", "--no-verify"));
    words.addAll(List.of(more));
    return byok.stdin(KEY).run(words.toArray(String[]::new));
  }

  private String config() throws IOException {
    return Files.readString(temp.resolve("home/config.json"));
  }

  private static void says(String firstLine, Result result) {
    assertEquals(11, result.exitCode(), result.err());
    assertEquals(firstLine, result.err().lines().findFirst().orElse(""), result.err());
    assertTrue(!result.err().contains(KEY), "a secret is in the message");
  }

  private static String row(Result doctor) {
    return doctor.out().lines().filter(line -> line.contains("keychain: ")).findFirst().orElse("");
  }
}
