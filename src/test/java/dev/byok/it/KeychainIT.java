package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Launcher;
import dev.byok.testing.Launcher.Result;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RealKeyring;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks byok's main job with a real gnome-keyring, and what byok says without one. */
final class KeychainIT {
  private static final String NAME = "openai-compatible:mock";
  private static final String KEY = "sk-CANARY-5c1f0e62-keychain";

  @TempDir Path temp;
  private Launcher byok;
  private MockProvider mock;

  @BeforeEach
  void setUp() throws IOException {
    byok = new Launcher(temp);
    mock = MockProvider.start();
  }

  @AfterEach
  void tearDown() throws IOException {
    mock.close();
  }

  @Test
  void a_key_is_stored_used_counted_and_removed() throws Exception {
    try (RealKeyring keyring = RealKeyring.start()) {
      byok.env(keyring.env());
      Result added = add("--model", "m", "--default");
      assertEquals(0, added.exitCode(), added.toString());
      assertEquals("byok: stored \"" + NAME + "\" in the keychain\n", added.err());
      assertEquals(KEY, lookup(keyring));
      assertEquals(List.of("GET /v1/models Bearer " + KEY), mock.summary());

      Result answer = byok.run("run", "hi");
      assertEquals("exit code 0\nstdout:\nHello from the mock\n\nstderr:\n", answer.toString());
      assertEquals("POST /v1/chat/completions Bearer " + KEY, mock.summary().getLast());
      assertEquals(2, mock.requests().size(), "one request for the check, one for the prompt");
      assertTrue(MockProvider.body(mock.requests().getLast()).length() < 300);

      String ledger =
          byok.sh(
                  "jq -c '.[] | [.key, .status, .usage.input, .usage.output]' "
                      + "\"$BYOK_HOME/usage.json\"")
              .out();
      assertEquals("[\"" + NAME + "\",\"ok\",7,4]\n", ledger);
      assertEquals(List.of(), byok.filesWith(KEY));

      String row =
          byok.sh("byok keys list --json | jq -c '.[] | [.key, .stored_in, .mask, .default]'")
              .out();
      assertEquals("[\"" + NAME + "\",\"keychain\",\"***hain\",true]\n", row);
      Result tested = byok.run("keys", "test");
      assertEquals("exit code 0\nstdout:\n" + NAME + "  ok\n\nstderr:\n", tested.toString());

      Result removed = byok.run("keys", "rm", NAME, "--yes");
      assertEquals(
          "byok: the default was \"" + NAME + "/m\" and is unset\nbyok: removed \"" + NAME + "\"\n",
          removed.err());
      assertThrows(IOException.class, () -> lookup(keyring));
      assertEquals("[\n]\n", byok.run("keys", "list", "--json").out());
      assertEquals(3, byok.run("run", "hi").exitCode());
    }
  }

  @Test
  void a_key_that_is_replaced_is_the_only_one_left() throws Exception {
    try (RealKeyring keyring = RealKeyring.start()) {
      byok.env(keyring.env());
      assertEquals(0, add().exitCode());
      assertEquals(2, add().exitCode(), "a second one without --force");
      Result refused = byok.stdin("sk-wrong-0123").run(addCommand("--force"));
      assertEquals(4, refused.exitCode(), refused.toString());
      assertEquals(KEY, lookup(keyring), "what failed leaves the old key");
      assertEquals(0, byok.stdin("sk-second-0123456789").run(addCommand("--force")).exitCode());
      assertEquals("sk-second-0123456789", lookup(keyring));
    }
  }

  @Test
  void two_homes_on_one_keychain_never_send_a_key_to_the_others_host() throws Exception {
    try (RealKeyring keyring = RealKeyring.start();
        MockProvider other = MockProvider.start()) {
      byok.env(keyring.env());
      assertEquals(0, add("--model", "m", "--default").exitCode());
      Launcher second = new Launcher(Files.createDirectory(temp.resolve("second")));
      second.env(keyring.env());
      String[] command = {"keys", "add", NAME, "--host", other.base(), "--model", "m"};
      Result refused = second.stdin("sk-of-the-second-home-0123").run(command);
      assertEquals(2, refused.exitCode(), refused.toString());
      assertTrue(refused.err().contains("the keychain already holds a key"), refused.err());
      assertEquals(KEY, lookup(keyring));

      String[] forced = java.util.Arrays.copyOf(command, command.length + 1);
      forced[command.length] = "--force";
      assertEquals(0, second.stdin("sk-of-the-second-home-0123").run(forced).exitCode());
      int before = mock.requests().size();
      Result unsent = byok.run("run", "hi");
      assertEquals(11, unsent.exitCode(), unsent.toString());
      assertTrue(unsent.err().contains("another key is stored"), unsent.err());
      assertEquals(before, mock.requests().size());
    }
  }

  @Test
  void an_index_that_cannot_be_written_leaves_the_keychain_as_it_was() throws Exception {
    try (RealKeyring keyring = RealKeyring.start()) {
      byok.env(keyring.env());
      assertEquals(0, add("--model", "m").exitCode());
      Path lock = byok.byokHome().resolve("config.lock");
      Files.delete(lock);
      Files.createDirectory(lock);
      Result failed = byok.stdin("sk-second-0123456789").run(addCommand("--force"));
      assertEquals(12, failed.exitCode(), failed.toString());
      assertEquals(KEY, lookup(keyring));
    }
  }

  @Test
  void a_key_that_moves_to_a_command_leaves_nothing_in_the_keychain() throws Exception {
    try (RealKeyring keyring = RealKeyring.start()) {
      byok.env(keyring.env());
      assertEquals(0, add("--model", "m").exitCode());
      Result moved =
          byok.run(addCommand("--force", "--no-verify", "--from-command", "/bin/echo sk-helped"));
      assertEquals(0, moved.exitCode(), moved.toString());
      assertThrows(IOException.class, () -> lookup(keyring));
    }
  }

  @Test
  void of_two_adds_at_once_one_wins_and_the_other_is_told() throws Exception {
    try (RealKeyring keyring = RealKeyring.start()) {
      byok.env(keyring.env());
      Result both =
          byok.bash(
              "add() { printf %s \"$1\" | byok -q keys add openai --no-verify; echo \"$?\"; }; "
                  + "add sk-first-0123456789 & add sk-second-0123456789; wait");
      assertEquals(List.of("0", "2"), both.out().lines().sorted().toList(), both.toString());
      assertEquals(
          1,
          keyring
              .run("secret-tool", "search", "--all", "service", "byok", "account", "openai")
              .lines()
              .filter(line -> line.startsWith("label"))
              .count());
    }
  }

  @Test
  void a_key_removed_behind_its_back_is_told_from_a_locked_one() throws Exception {
    try (RealKeyring keyring = RealKeyring.start()) {
      byok.env(keyring.env());
      assertEquals(0, add("--model", "m", "--default").exitCode());
      keyring.run("secret-tool", "clear", "service", "byok", "account", NAME);
      Result absent = byok.run("run", "hi");
      assertEquals(11, absent.exitCode(), absent.toString());
      assertTrue(absent.err().startsWith("byok: the keychain has no key \"" + NAME), absent.err());
      assertEquals(0, byok.run("keys", "rm", NAME, "--yes").exitCode());
    }
  }

  @Test
  void a_locked_keychain_is_exit11_with_its_own_text() throws Exception {
    try (RealKeyring keyring = RealKeyring.start()) {
      byok.env(keyring.env());
      assertEquals(0, add("--model", "m", "--default").exitCode());
      keyring.lock();
      int before = mock.requests().size();
      Result locked = byok.run("run", "--no-input", "hi");
      assertEquals(11, locked.exitCode(), locked.toString());
      assertTrue(locked.err().startsWith("byok: the keychain is locked\n"), locked.err());
      assertTrue(locked.err().contains("BYOK_KEYSTORE=file"), locked.err());
      assertEquals(before, mock.requests().size(), "nothing is sent without the key");
      assertFalse(Files.exists(byok.ledger()), "what was never sent is no entry");
      assertEquals(0, byok.run("keys", "list").exitCode(), "listing opens nothing");
    }
  }

  @Test
  void a_keychain_without_a_password_needs_no_display() throws Exception {
    try (RealKeyring keyring = RealKeyring.startWithoutPassword()) {
      byok.env(keyring.env());
      assertEquals(0, add("--model", "m", "--default").exitCode());
      keyring.restart();
      Result answer = byok.run("run", "hi");
      assertEquals("exit code 0\nstdout:\nHello from the mock\n\nstderr:\n", answer.toString());
      keyring.restart();
      assertEquals(0, byok.run("keys", "rm", NAME, "--yes").exitCode());
      assertThrows(IOException.class, () -> lookup(keyring));
    }
  }

  @Test
  void a_locked_key_is_not_forgotten() throws Exception {
    try (RealKeyring keyring = RealKeyring.start()) {
      byok.env(keyring.env());
      assertEquals(0, add("--model", "m").exitCode());
      String config = Files.readString(byok.byokHome().resolve("config.json"));
      keyring.restart();
      Result kept = byok.run("keys", "rm", NAME, "--yes");
      assertEquals(11, kept.exitCode(), kept.toString());
      assertEquals(config, Files.readString(byok.byokHome().resolve("config.json")));
    }
  }

  @Test
  void a_keychain_that_hangs_is_exit11_in_time() throws Exception {
    try (RealKeyring keyring = RealKeyring.start()) {
      byok.env(keyring.env());
      assertEquals(0, add("--model", "m", "--default").exitCode());
      keyring.hang();
      byok.env("BYOK_KEYCHAIN_TIMEOUT", "1");
      Result late = byok.run("run", "hi");
      assertEquals(11, late.exitCode(), late.toString());
      assertTrue(
          late.err().startsWith("byok: the keychain did not answer within 1 s\n"), late.err());
    }
  }

  @Test
  void without_a_bus_three_ways_on_are_named_and_nothing_is_stored() throws Exception {
    Result refused = add("--no-verify");
    assertEquals(11, refused.exitCode(), refused.toString());
    assertTrue(
        refused.err().startsWith("byok: no keychain was found on this machine\n"), refused.err());
    for (String way :
        List.of("BYOK_OPENAI_COMPATIBLE__MOCK_API_KEY", "--from-command", "BYOK_KEYSTORE=file")) {
      assertTrue(refused.err().contains(way), refused.err());
    }
    assertFalse(refused.err().contains(KEY));
    assertEquals("[\n]\n", byok.run("keys", "list", "--json").out());
    assertEquals(List.of(), byok.filesWith(KEY));
    assertFalse(Files.exists(byok.byokHome().resolve("keys.enc")), "no silent change of place");
  }

  @Test
  void a_bus_without_a_keychain_is_told_as_well() throws Exception {
    try (RealKeyring bus = RealKeyring.startBus()) {
      Result refused = byok.env(bus.env()).stdin(KEY).run(addCommand("--no-verify"));
      assertEquals(11, refused.exitCode(), refused.toString());
      assertTrue(refused.err().contains("BYOK_KEYSTORE=file"), refused.err());
      assertEquals(List.of(), byok.filesWith(KEY));
    }
  }

  @Test
  void commands_that_need_no_secret_never_touch_the_bus() throws Exception {
    Path socket = temp.resolve("bus");
    try (ServerSocketChannel bus = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      bus.bind(UnixDomainSocketAddress.of(socket));
      bus.configureBlocking(false);
      byok.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket).env("BYOK_KEYCHAIN_TIMEOUT", "1");
      Files.createDirectories(byok.byokHome());
      Files.writeString(
          byok.byokHome().resolve("config.json"),
          "{\"keys\":{\""
              + NAME
              + "\":{\"stored_in\":\"keychain\",\"host\":\""
              + mock.base()
              + "\",\"model\":\"m\"}}}");
      for (String command :
          List.of(
              "--version",
              "--help",
              "usage",
              "keys list",
              "keys list --json",
              "config list",
              "providers",
              "default demo/echo",
              "run -m demo/echo hi",
              "run -m openai-compatible:none/m hi")) {
        byok.sh("byok " + command);
        assertEquals(null, bus.accept(), "byok " + command + " connected to the bus");
      }
      byok.env("BYOK_OPENAI_COMPATIBLE__MOCK_API_KEY", "sk-env")
          .env("BYOK_OPENAI_COMPATIBLE__MOCK_HOST", mock.base());
      assertEquals(0, byok.run("run", "-m", NAME + "/m", "hi").exitCode());
      assertEquals(null, bus.accept(), "an environment key goes before the keychain");

      byok.unset("BYOK_OPENAI_COMPATIBLE__MOCK_API_KEY").unset("BYOK_OPENAI_COMPATIBLE__MOCK_HOST");
      assertEquals(11, byok.run("run", "-m", NAME + "/m", "hi").exitCode());
      assertTrue(bus.accept() != null, "a stored key does ask the bus, or this test sees nothing");
    }
  }

  private Result add(String... more) throws Exception {
    return byok.stdin(KEY + "\n").run(addCommand(more));
  }

  private String[] addCommand(String... more) {
    List<String> words =
        new java.util.ArrayList<>(List.of("keys", "add", NAME, "--host", mock.base()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static String lookup(RealKeyring keyring) throws Exception {
    return keyring.run("secret-tool", "lookup", "service", "byok", "account", NAME);
  }
}
