package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Launcher;
import dev.byok.testing.NamedHosts;
import dev.byok.testing.Pty;
import dev.byok.testing.RealKeyring;
import dev.byok.testing.Snippets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every command that README and docs show, one paper after the other in a home of its own. The
 * hosts that they name are played on loopback.
 */
@Execution(ExecutionMode.CONCURRENT)
final class PapersIT {
  private static final String KEY = "sk-papers-0123456789abcdef";

  /**
   * Commands that need a published release, or that build and test byok as this test's run does.
   */
  private static final Pattern NOT_HERE =
      Pattern.compile("(brew|sdk|mvn|curl -o|dist/test|\\.ci/run)\\b.*");

  /** Commands that ask a question, which needs a terminal. */
  private static final Pattern ASKS = Pattern.compile("byok (sessions rm|keys import).*");

  /** Papers that begin with a key; the others need some to be there. */
  private static final List<Path> FROM_NOTHING =
      List.of(
          Path.of("README.md"),
          Path.of("src/archive/README.md"),
          Path.of("docs/keys-and-safety.md"));

  private static final Map<String, String> FILES =
      Map.of(
          "notes.txt", "We meet on Monday.\n",
          "plan.md", "# Plan\n\nWe meet on Tuesday.\n",
          "lines.txt", "eins\nzwei\n",
          "build.log", "all tests passed\n",
          "head.py", "def add(a, b):\n    ",
          "tail.py", "\n\nprint(add(1, 2))\n",
          "report.pdf", "%PDF-1.4\n",
          "person.json",
              "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},"
                  + "\"required\":[\"name\"],\"additionalProperties\":false}\n");

  @TempDir Path temp;

  /** Returns the papers with commands that can run here. */
  static List<Path> papers() throws IOException {
    List<Path> papers = new ArrayList<>();
    for (Path paper : Snippets.papers()) {
      if (!commands(paper).isEmpty()) {
        papers.add(paper);
      }
    }
    return papers;
  }

  private static List<String> commands(Path paper) throws IOException {
    return Snippets.commands(paper).stream()
        .filter(command -> !NOT_HERE.matcher(command).matches())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("papers")
  void every_command_that_is_shown_does_its_work(Path paper) throws Exception {
    Launcher byok = new Launcher(temp.resolve("place"));
    prepare(byok);
    try (RealKeyring keyring = RealKeyring.start();
        NamedHosts hosts =
            NamedHosts.start(
                temp,
                "api.openai.com",
                "api.anthropic.com",
                "codestral.mistral.ai",
                "openrouter.ai",
                "api.kilo.ai",
                "api.mistral.ai",
                "models.dev",
                "gpu.example.com",
                "proxy.example.com",
                "resource.openai.azure.com",
                "bedrock.us-east-1.amazonaws.com",
                "bedrock-runtime.us-east-1.amazonaws.com")) {
      byok.env(hosts.env()).env(keyring.env());
      if (!FROM_NOTHING.contains(paper)) {
        storeKeys(byok);
      }
      for (String command : commands(paper)) {
        if (ASKS.matcher(command).matches()) {
          runOnTerminal(byok, command);
        } else {
          Launcher.Result result = byok.stdin(typed(command)).bash(command);
          assertEquals(0, result.exitCode(), () -> command + "\n" + result);
        }
      }
    }
  }

  private static void runOnTerminal(Launcher byok, String command) throws Exception {
    try (Pty terminal = Pty.start(byok, command + "; echo \"exit code $?\"")) {
      terminal.await("[y/N] ");
      terminal.type("y\n");
      terminal.await("exit code 0");
    }
  }

  /** What a person would type or paste. */
  private static String typed(String command) {
    if (command.startsWith("byok keys add bedrock")) {
      return "ABSK" + KEY;
    }
    return command.startsWith("byok keys add ") ? KEY : "Hello\n";
  }

  private static void storeKeys(Launcher byok) throws Exception {
    byok.env("BYOK_MODEL", "openai/gpt-5.6-luna").env("BYOK_CODESTRAL_API_KEY", KEY);
    for (String name : List.of("openai", "openai:work", "anthropic")) {
      assertEquals(0, byok.stdin(KEY).run("keys", "add", name).exitCode(), name);
    }
  }

  private static void prepare(Launcher byok) throws Exception {
    Files.createDirectories(byok.home().resolve(".aws"));
    Files.writeString(
        byok.home().resolve(".aws/credentials"),
        """
        [work]
        region = us-east-1
        aws_access_key_id = AKIAPAPERSPAPERSPAPE
        aws_secret_access_key = papers/papers/papers/papers/papers/pape
        """);
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      byok.file(file.getKey(), file.getValue());
    }
    Files.write(
        byok.work().resolve("chart.png"),
        "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.createSymbolicLink(byok.work().resolve("dist"), Launcher.TREE.resolve("dist"));
    Files.createSymbolicLink(byok.work().resolve("bin"), Launcher.IMAGE.resolve("bin"));
    Path archive = archive();
    Files.createSymbolicLink(byok.work().resolve("byok-0.1.0-linux-x86_64.zip"), archive);
    program(byok, "op", "echo " + KEY);
    assertEquals(
        0, byok.bash("git init -q && git add notes.txt && echo more >>notes.txt").exitCode());
    byok.env("KEY", KEY).env("OPENAI_KEY", KEY).env("CI_OPENAI_KEY", KEY);
    byok.env("MISTRAL_API_KEY", KEY);
  }

  private static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(Launcher.TREE.resolve("target"))) {
      return files.filter(file -> file.toString().endsWith(".zip")).findFirst().orElseThrow();
    }
  }

  private static void program(Launcher byok, String name, String line) throws IOException {
    Path file =
        Files.writeString(byok.root().resolve("bin").resolve(name), "#!/bin/sh\n" + line + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }
}
