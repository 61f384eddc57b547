package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Checks {@code keys add --from-command}: what commands say of a helper, and what it gets. */
final class HelperKeyTest {
  private static final String KEY = "sk-0123456789CANARY9876543210";
  private static final String NAME = "openai-compatible:h";

  @TempDir Path home;
  private MockProvider mock;
  private CliRunner byok;
  private Path helper;

  @BeforeEach
  void setUp() throws IOException {
    mock = MockProvider.start();
    helper = home.resolve("helper");
    byok = CliRunner.withKeyFile(home).env("PATH", "/usr/bin:/bin");
  }

  @AfterEach
  void tearDown() throws IOException {
    mock.close();
  }

  @Test
  void every_command_tells_the_same_of_a_helper_that_prints_more() throws Exception {
    print("printf '" + KEY + "\\r\\nX-Evil: 1\\r\\n'");
    assertTold(add());
    assertEquals(0, add("--no-verify").exitCode());
    assertTold(byok.run("run", "-m", NAME + "/m", "hi"));
    assertTold(byok.stdin("hi\n").run("chat", "-m", NAME + "/m"));
    assertTold(byok.run("compare", "-m", NAME + "/m", "-m", "demo/echo", "hi"));
    CliRunner.Result tested = byok.run("keys", "test", NAME);
    assertEquals(11, tested.exitCode(), tested.err());
    assertTrue(tested.err().contains("printed 2 lines"), tested.err());
    assertEquals(List.of(), mock.requests());
  }

  private void assertTold(CliRunner.Result result) {
    assertTrue(
        result
            .err()
            .contains(
                "the helper command \""
                    + helper
                    + "\" printed 2 lines\n  hint: use --from-command \"sh -c '"
                    + helper
                    + " | head -n1'\"\n"),
        result.err());
    assertTrue(result.exitCode() == 11, "exit code " + result.exitCode());
    assertFalse((result.out() + result.err()).contains("CANARY"), result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "%s\\n", "%s\\r\\n", "\\n%s\\n\\n", "\\t%s \\n"})
  void the_key_is_sent_without_what_is_around_it(String form) throws Exception {
    print("printf '" + form.formatted(KEY) + "'");
    assertEquals(0, add().exitCode());
    CliRunner.Result result = byok.run("run", "-m", NAME + "/m", "hi");
    assertEquals(0, result.exitCode(), result.err());
    for (String request : mock.requests()) {
      assertEquals("Bearer " + KEY, MockProvider.header(request, "Authorization"));
    }
  }

  @Test
  void what_a_helper_says_is_shown_without_keys_and_controls() throws Exception {
    byok.env("OPENAI_API_KEY", "other-0123456789CANARY-key");
    print("printf 'unlock\\033[2J other-0123456789CANARY-key\\n' >&2\nset -x\necho " + KEY);
    CliRunner.Result result = add();
    assertEquals(0, result.exitCode(), result.err());
    assertTrue(result.err().startsWith("unlock␛[2J ***\n"), result.err());
    assertFalse(result.err().contains("CANARY"), result.err());
  }

  @Test
  void a_helper_gets_its_own_credentials_and_no_key() throws Exception {
    print("env >" + home.resolve("inherited") + "\necho " + KEY);
    byok.env("OP_SERVICE_ACCOUNT_TOKEN", "ops_own")
        .env("VAULT_TOKEN", "hvs.own")
        .env("GITHUB_TOKEN", "ghp_own")
        .env("AWS_ACCESS_KEY_ID", "AKIAOWN")
        .env("BW_API_KEY", "bw-own")
        .env("AZURE_OPENAI_KEY", "CANARY-1")
        .env("HUGGING_FACE_HUB_TOKEN", "CANARY-2")
        .env("OPENAI_ADMIN_KEY", "CANARY-3")
        .env("BYOK_MISTRAL__WORK_API_KEY", "CANARY-4-0123456789")
        .env("COPY", "x CANARY-4-0123456789 x");
    assertEquals(0, add().exitCode());
    String inherited = Files.readString(home.resolve("inherited"));
    assertFalse(inherited.contains("CANARY"), inherited);
    assertFalse(inherited.contains("BYOK_PASSPHRASE_FILE"), inherited);
    for (String own :
        List.of(
            "OP_SERVICE_ACCOUNT_TOKEN=ops_own",
            "VAULT_TOKEN=hvs.own",
            "GITHUB_TOKEN=ghp_own",
            "AWS_ACCESS_KEY_ID=AKIAOWN",
            "BW_API_KEY=bw-own")) {
      assertTrue(inherited.contains(own + "\n"), own);
    }
  }

  @Test
  void a_key_that_was_fetched_before_is_not_inherited() throws Exception {
    CliRunner.Result first =
        byok.stdin(KEY)
            .run("keys", "add", "openai-compatible:a", "--host", mock.base(), "--no-verify");
    assertEquals(0, first.exitCode(), first.err());
    print("env >" + home.resolve("inherited") + "\necho sk-of-the-helper-0123456789");
    assertEquals(0, add("--no-verify").exitCode());
    byok.env("MY_VARIABLE_OF_ANOTHER_NAME", KEY);
    CliRunner.Result chat =
        byok.stdin("hi\n/model " + NAME + "/m\nhi again\n")
            .run("chat", "-m", "openai-compatible:a/m");
    assertEquals(0, chat.exitCode(), chat.err());
    String inherited = Files.readString(home.resolve("inherited"));
    assertFalse(inherited.contains("CANARY"), inherited);
  }

  private void print(String script) throws IOException {
    Files.writeString(helper, "#!/bin/sh\n" + script + "\n");
    assertTrue(helper.toFile().setExecutable(true));
  }

  private CliRunner.Result add(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "keys", "add", NAME, "--host", mock.base(), "--from-command", helper.toString()));
    words.add("--force");
    words.addAll(List.of(more));
    return byok.run(words.toArray(new String[0]));
  }
}
