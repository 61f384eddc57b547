package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Launcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks the archive as its users meet it: unpacked by someone else into a folder with blanks and
 * without write access, in another time zone, and run by a user without Java.
 */
final class ArchiveIT {
  private static final long LARGEST_DOWNLOAD = 42_000_000;
  private static final long LARGEST_UNPACKED = 150_000_000;
  private static final String NOBODY = "65534";
  private static final String FOLDER = "byok-0.1.0";

  @TempDir static Path temp;
  private static Path archive;
  private static Path unpacked;
  private static Path home;
  private static Path noPrograms;

  @BeforeAll
  static void unpack() throws Exception {
    archive = archive();
    Path folder = Files.createDirectory(temp.resolve("a folder with  blanks"));
    home = Files.createDirectory(temp.resolve("home"));
    noPrograms = Files.createDirectory(temp.resolve("no programs"));
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    check("unzip", "-q", archive.toString(), "-d", folder.toString());
    if (isRoot()) {
      check("chown", NOBODY, home.toString());
    }
    unpacked = folder.resolve(FOLDER);
    check("chmod", "-R", "a-w", folder.toString());
  }

  @Test
  void runs_for_a_stranger_without_a_java() throws Exception {
    String byok = unpacked.resolve("bin/byok").toString();
    assertEquals("byok 0.1.0\n", stranger(noPrograms.toString(), byok, "--version"));
    assertEquals(
        "hi\n",
        stranger(noPrograms.toString(), byok, "run", "--no-stdin", "-m", "demo/echo", "hi"));
    assertEquals(
        Files.readString(Launcher.TREE.resolve("completions/_byok")),
        stranger(noPrograms.toString(), byok, "completion", "zsh"));
  }

  /** Runs the launcher, changed only so that the runtime writes a log. */
  @Test
  void uses_its_class_cache_there() throws Exception {
    Path other = Files.createDirectory(temp.resolve("other"));
    check("cp", "-a", unpacked.toString(), other.toString());
    check("chmod", "-R", "u+w", other.toString());
    Path launcher = other.resolve(FOLDER).resolve("bin/byok");
    Path log = home.resolve("classes");
    Files.writeString(
        launcher,
        Files.readString(launcher).replace("-Xlog:disable", "-Xlog:class+load:file=" + log));
    stranger(noPrograms.toString(), launcher.toString(), "run", "-m", "demo/echo", "hi");
    List<String> loaded =
        Files.readAllLines(log, StandardCharsets.UTF_8).stream()
            .filter(line -> line.contains("source:"))
            .toList();
    List<String> elsewhere =
        loaded.stream().filter(line -> !line.contains("shared objects file")).toList();
    assertTrue(loaded.size() > 1000, loaded.size() + " classes");
    assertTrue(elsewhere.size() < loaded.size() / 100, elsewhere.toString());
  }

  @Test
  void reads_the_files_of_the_folder_it_is_started_in() throws Exception {
    Path closed = Files.createDirectory(temp.resolve("closed"));
    Path etc = Files.createDirectories(closed.resolve("open/etc"));
    Files.writeString(etc.resolve("hostname"), "mine\n");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    assertEquals(
        "hostname\n```\nmine\n```\n\nhi\n",
        strangerIn(
            closed.resolve("open"),
            noPrograms.toString(),
            unpacked.resolve("bin/byok").toString(),
            "run",
            "--no-stdin",
            "-m",
            "demo/echo",
            "-f",
            "etc/hostname",
            "hi"));
  }

  @Test
  void holds_everything_below_one_folder_and_nothing_that_shadows() throws Exception {
    Set<String> top = names(unpacked);
    assertEquals(
        Set.of(
            "LICENSE",
            "README.md",
            "THIRD-PARTY.txt",
            "bin",
            "completions",
            "lib",
            "runtime",
            "share"),
        top);
    // On a PATH, any other program here would be found before the user's own.
    assertEquals(Set.of("byok"), names(unpacked.resolve("bin")));
    assertEquals(Set.of("java"), names(unpacked.resolve("runtime/bin")));
    assertEquals(Set.of("byok.bash", "_byok", "byok.fish"), names(unpacked.resolve("completions")));
    assertTrue(names(unpacked.resolve("share/man/man1")).contains("byok-keys-add.1"));
    assertEquals(Set.of(FOLDER), names(unpacked.resolveSibling(".")));
  }

  @Test
  void every_library_is_in_the_notices() throws Exception {
    String notices = Files.readString(unpacked.resolve("THIRD-PARTY.txt"));
    for (String jar : names(Launcher.TREE.resolve("target/jars"))) {
      boolean onlyElsewhere = jar.startsWith("jna") || jar.startsWith("jkeychain");
      assertEquals(!onlyElsewhere, notices.contains("(" + jar + ")"), jar);
    }
    for (String license : List.of("MIT", "ISC", "Apache-2.0", "BSD-3-Clause", "Classpath")) {
      assertTrue(notices.contains(license), license);
    }
  }

  @Test
  void is_no_larger_than_promised() throws Exception {
    assertTrue(Files.size(archive) <= LARGEST_DOWNLOAD, Files.size(archive) + " bytes");
    long bytes = 0;
    for (Path file : files(unpacked)) {
      bytes += Files.size(file);
    }
    assertTrue(bytes <= LARGEST_UNPACKED, bytes + " bytes");
  }

  /** Only the class caches contain the folder that they were made in. */
  @Test
  void says_nothing_of_where_it_was_built() throws Exception {
    String tree = Launcher.TREE.toString();
    for (Path file : files(unpacked)) {
      if (!file.toString().endsWith(".aot")) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(content.contains(tree), file.toString());
      }
    }
  }

  @Test
  void runs_where_sdkman_puts_it() throws Exception {
    Path candidate = Files.createDirectories(temp.resolve("candidates/byok"));
    check("unzip", "-q", archive.toString(), "-d", candidate.toString());
    Files.move(candidate.resolve(FOLDER), candidate.resolve("0.1.0"));
    Files.createSymbolicLink(candidate.resolve("current"), Path.of("0.1.0"));
    Path bin = candidate.resolve("current/bin");
    assertEquals("byok 0.1.0\n", stranger(bin.toString(), "/bin/sh", "-c", "byok --version"));
    Path link = Files.createSymbolicLink(temp.resolve("byok"), bin.resolve("byok"));
    assertEquals("byok 0.1.0\n", stranger("/usr/bin:/bin", link.toString(), "--version"));
  }

  @Test
  void its_manual_is_found_by_the_path() throws Exception {
    String path = unpacked.resolve("bin") + ":/usr/bin:/bin";
    assertEquals(
        unpacked.resolve("share/man/man1/byok-run.1") + "\n",
        stranger(path, "man", "-w", "byok", "run"));
    assertTrue(stranger(path, "man", "byok").contains("EXIT STATUS"));
  }

  private static Path archive() throws IOException {
    try (Stream<Path> all = Files.list(Launcher.TREE.resolve("target"))) {
      List<Path> found =
          all.filter(file -> file.getFileName().toString().matches(FOLDER + "-.*\\.zip")).toList();
      assertEquals(1, found.size(), found.toString());
      return found.get(0);
    }
  }

  /** Runs a command as a user who owns nothing but a home, and returns what it printed. */
  private static String stranger(String path, String... command) throws Exception {
    return strangerIn(home, path, command);
  }

  private static String strangerIn(Path folder, String path, String... command) throws Exception {
    List<String> words = new ArrayList<>();
    if (isRoot()) {
      words.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    words.addAll(List.of("/usr/bin/env", "-i", "TZ=Pacific/Apia", "PATH=" + path, "HOME=" + home));
    words.addAll(List.of(command));
    Path out = Files.createTempFile(temp, "out", "");
    Path err = Files.createTempFile(temp, "err", "");
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it hangs");
    assertEquals("", Files.readString(err));
    assertEquals(0, process.exitValue());
    return Files.readString(out);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static void check(String... command) throws Exception {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
