package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Launcher;
import dev.byok.testing.Launcher.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Checks {@code byok doctor} for an image that was installed in each possible way. */
@Execution(ExecutionMode.CONCURRENT)
final class DoctorIT {
  @TempDir private Path temp;
  private Path root = Path.of("/");
  private Launcher byok;

  @BeforeEach
  void setUp() throws Exception {
    root = temp.toRealPath();
    byok = new Launcher(root.resolve("user")).withKeyFile();
  }

  @Test
  void an_unpacked_archive_is_one_also_through_a_link() throws Exception {
    Path image = install("with a blank/byok-0.1.0");
    byok.program(image.resolve("bin/byok"));
    String another = row("installation");
    assertTrue(another.startsWith("ok      installation: from an archive, in " + image), another);
    assertTrue(another.contains("PATH leads to another byok first: " + root), another);
    Path links = Files.createDirectories(root.resolve("links"));
    Files.createSymbolicLink(links.resolve("byok"), image.resolve("bin/byok"));
    byok.env("PATH", links + ":/usr/bin:/bin").program(links.resolve("byok"));
    assertFalse(row("installation").contains("PATH leads"), row("installation"));
    byok.unset("PATH").program(image.resolve("bin/byok"));
    assertTrue(row("installation").contains("PATH leads to no byok"), row("installation"));
  }

  @Test
  void a_keg_is_homebrews_through_its_two_links() throws Exception {
    Path keg = root.resolve("opt/homebrew/Cellar/byok/0.1.0");
    install("opt/homebrew/Cellar/byok/0.1.0/libexec");
    Path inKeg = Files.createDirectories(keg.resolve("bin")).resolve("byok");
    Files.createSymbolicLink(inKeg, Path.of("../libexec/bin/byok"));
    Path bin = Files.createDirectories(root.resolve("opt/homebrew/bin"));
    Files.createSymbolicLink(bin.resolve("byok"), Path.of("../Cellar/byok/0.1.0/bin/byok"));
    byok.env("PATH", bin + ":/usr/bin:/bin").program(bin.resolve("byok"));
    assertEquals(
        "ok      installation: by Homebrew, in " + keg + "; upgraded by: brew upgrade byok",
        row("installation"));
    assertTrue(row("class cache").startsWith("ok      class cache: used: " + keg));
  }

  @Test
  void a_candidate_is_sdkmans_through_current() throws Exception {
    Path image = install("user/home/.sdkman/candidates/byok/0.1.0");
    Path current = Files.createSymbolicLink(image.resolveSibling("current"), Path.of("0.1.0"));
    byok.env("PATH", current.resolve("bin") + ":/usr/bin:/bin")
        .program(current.resolve("bin/byok"));
    assertEquals(
        "ok      installation: by SDKMAN, in " + image + "; upgraded by: sdk upgrade byok",
        row("installation"));
    assertTrue(row("class cache").startsWith("ok      class cache: used: " + image));
  }

  @Test
  void a_cache_that_is_not_used_is_exit12_and_nothing_else_changes() throws Exception {
    Path image = install("byok-0.1.0");
    byok.program(image.resolve("bin/byok"));
    Path cache = image.resolve("lib/byok/byok.aot");
    Files.writeString(cache, "garbage".repeat(10_000));
    Result doctor = byok.run("doctor");
    assertEquals(12, doctor.exitCode(), doctor.toString());
    assertEquals("", doctor.err());
    String wanted =
        "FAILED  class cache: not used, so byok starts a tenth of a second later: \""
            + cache
            + "\" is not a class cache\n        hint: reinstall byok completely: ";
    assertTrue(doctor.out().contains(wanted), doctor.out());
    Result json = byok.run("doctor", "--json");
    assertEquals(12, json.exitCode(), json.toString());
    assertTrue(json.out().contains("{\"check\":\"class cache\",\"ok\":false,"), json.out());
    assertEquals("hi\n", byok.run("run", "-m", "demo/echo", "-q", "hi").out());
    Files.delete(cache);
    assertTrue(byok.run("doctor").out().contains("byok.aot\" is missing"));
    Result run = byok.run("run", "-m", "demo/echo", "-q", "hi");
    assertEquals("exit code 0\nstdout:\nhi\n\nstderr:\n", run.toString());
  }

  @Test
  void works_with_almost_no_environment() throws Exception {
    byok.unset("PATH").unset("SHELL").unset("HOME").program(Launcher.DIST);
    assertEquals(0, byok.run("doctor").exitCode());
    byok.env("HOME", "relative").env("SHELL", "zsh").unset("BYOK_HOME");
    Result homeless = byok.run("doctor");
    assertEquals(12, homeless.exitCode(), homeless.toString());
    assertTrue(homeless.out().contains("FAILED  home: HOME is \"relative\""), homeless.out());
    assertTrue(homeless.out().contains("ok      class cache: used: "), homeless.out());
  }

  private String row(String check) throws Exception {
    Result result = byok.run("doctor");
    return result
        .out()
        .lines()
        .filter(line -> line.contains("  " + check + ": "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(result.toString()));
  }

  private Path install(String below) throws Exception {
    Path folder = root.resolve(below);
    Files.createDirectories(folder.getParent());
    Process copying =
        new ProcessBuilder("cp", "-a", Launcher.IMAGE.toString(), folder.toString())
            .inheritIO()
            .start();
    assertEquals(0, copying.waitFor());
    return folder;
  }
}
