package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.testing.Launcher;
import dev.byok.testing.LongForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Checks that a user's files are safe from another user. Neither is root. */
@Execution(ExecutionMode.CONCURRENT)
final class SecondUserIT {
  private static final int ALICE = 65534;
  private static final int MALLORY = 65533;
  private static final String OBEYED =
      "{\"keys\":{\"openai\":{\"stored_in\":\"command\",\"command\":\"touch %s\"}}}";

  @TempDir Path temp;
  private Path root;
  private Path alices;
  private Path clone;
  private Path trace;

  @BeforeEach
  void twoUsers() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root becomes another user");
    root = temp.toRealPath();
    mode(root, "rwxr-xr-x");
    alices = folder("alice", ALICE, "rwx------");
    trace = alices.resolve("trace");
    Path repository = folder("alice/clone", ALICE, "rwxr-xr-x");
    clone = owned(repository.resolve("package.json"), ALICE, OBEYED.formatted(trace));
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static void give(Path path, int user) throws IOException {
    Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
  }

  private Path folder(String name, int user, String mode) throws IOException {
    Path folder = Files.createDirectory(root.resolve(name));
    give(folder, user);
    mode(folder, mode);
    return folder;
  }

  private static Path owned(Path file, int user, String content) throws IOException {
    Files.writeString(file, content);
    give(file, user);
    return file;
  }

  private record Result(int exitCode, String said) {}

  /** Runs the image as Alice, with this folder as her {@code BYOK_HOME} unless it is null. */
  private Result byok(Path home, String... words) throws Exception {
    Path said = Files.createTempFile(root, "said", "");
    Process process = as(ALICE, home, said, words);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it hangs");
    return new Result(process.exitValue(), Files.readString(said));
  }

  private Process as(int user, Path home, Path said, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
    command.addAll(List.of("/usr/bin/env", "-i", "PATH=/usr/bin:/bin", "HOME=" + alices));
    if (home != null) {
      command.add("BYOK_HOME=" + home);
    }
    command.add(Launcher.IMAGE.resolve("bin/byok").toString());
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .directory(Path.of("/").toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }

  private void assertRefused(Path home, Path thing) throws Exception {
    for (String[] words :
        new String[][] {
          {"run", "--dry-run", "-m", "openai/m", "hi"},
          {"keys", "list"},
          {"default", "demo/echo"},
          {"doctor"}
        }) {
      Result result = byok(home, words);
      assertEquals(12, result.exitCode(), result.said());
      assertTrue(result.said().contains("\"" + thing + "\""), result.said());
      assertFalse(Files.exists(trace), "Mallory made Alice run the line of a file of hers");
    }
  }

  @Test
  void a_folder_that_mallory_made_is_not_obeyed() throws Exception {
    Path home = folder("shared", MALLORY, "rwxrwxrwx");
    Path link = Files.createSymbolicLink(home.resolve("config.json"), clone);
    give(link, MALLORY);
    assertRefused(home, home);
  }

  @Test
  void nor_his_link_in_a_sticky_one() throws Exception {
    Path home = folder("sticky", 0, "rwxrwxrwx");
    assertEquals(0, new ProcessBuilder("chmod", "1777", home.toString()).start().waitFor());
    Path link = Files.createSymbolicLink(home.resolve("config.json"), clone);
    give(link, MALLORY);
    assertRefused(home, link);
  }

  @Test
  void nor_a_folder_of_his_above_hers() throws Exception {
    Path above = folder("above", MALLORY, "rwxr-xr-x");
    Path home = folder("above/hers", ALICE, "rwx------");
    owned(home.resolve("config.json"), ALICE, OBEYED.formatted(trace));
    mode(home.resolve("config.json"), "rw-------");
    assertRefused(home, above);
  }

  @Test
  void her_own_folder_is_obeyed_as_ever() throws Exception {
    Path home = folder("alice/byok", ALICE, "rwx------");
    Result answer = byok(home, "run", "-m", "demo/echo", "hi");
    assertEquals(new Result(0, "hi\n"), answer);
    assertEquals(ALICE, Files.getAttribute(home.resolve("usage.json"), "unix:uid"));
    owned(home.resolve("config.json"), ALICE, OBEYED.formatted(trace));
    mode(home.resolve("config.json"), "rw-------");
    byok(home, "keys", "test", "openai");
    assertTrue(Files.exists(trace), "her own line was not run");
  }

  /** Mallory swaps the folder for his own and back, again and again, while Alice runs byok. */
  @Test
  void nor_a_folder_that_he_swaps_while_she_runs() throws Exception {
    Path open = folder("open", 0, "rwxrwxrwx");
    Path good = folder("open/good", ALICE, "rwx------");
    Path bad = folder("open/bad", MALLORY, "rwxrwxrwx");
    give(Files.createSymbolicLink(bad.resolve("config.json"), clone), MALLORY);
    Path home = open.resolve("home");
    Process mallory =
        new ProcessBuilder(
                "setpriv",
                "--reuid=" + MALLORY,
                "--regid=" + MALLORY,
                "--clear-groups",
                "sh",
                "-c",
                "while :; do ln -sfn \"$1\" \"$3\"; ln -sfn \"$2\" \"$3\"; done",
                "sh",
                good.toString(),
                bad.toString(),
                home.toString())
            .start();
    try {
      for (int i = 0; i < LongForm.of(10, 200); i++) {
        Result result = byok(home, "run", "--dry-run", "-m", "openai/m", "hi");
        assertEquals(12, result.exitCode(), result.said());
        assertFalse(Files.exists(trace), "Mallory made Alice run the line of a file of hers");
      }
    } finally {
      mallory.destroyForcibly().waitFor();
    }
  }
}
