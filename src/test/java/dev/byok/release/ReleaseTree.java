package dev.byok.release;

import dev.byok.testing.Launcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assertions;

/**
 * A repository at the tag of a release, with its four archives, and with a Maven and a curl that
 * send nothing.
 */
final class ReleaseTree {
  /** The exit code of a release that is not refused here. */
  static final int MAVEN_CALLED = 7;

  private static final List<String> PLATFORMS =
      List.of("linux-x86_64", "linux-aarch_64", "osx-x86_64", "osx-aarch_64");
  private static final Map<String, String> FIRST_BYTES =
      Map.of(
          "linux-x86_64", "7f454c4602010100000000000000000003003e0001000000",
          "linux-aarch_64", "7f454c460201010000000000000000000300b70001000000",
          "osx-x86_64", "cffaedfe070000010300000002000000120000009005000000",
          "osx-aarch_64", "cffaedfe0c0000010000000002000000120000009005000000",
          "script", "23212f62696e2f73680a65786563206a6176612022244022");

  private final Path folder;
  private final Map<String, String> env = new TreeMap<>();

  ReleaseTree(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    Path programs = Files.createDirectories(folder.resolve("target/programs"));
    env.put("PATH", programs + ":/usr/local/bin:/usr/bin:/bin");
    env.put("HOME", folder.resolve("target").toString());
    env.put("JRELEASER_GITHUB_TOKEN", "no-token");
    env.put("JRELEASER_HOMEBREW_GITHUB_TOKEN", "no-token");
    env.put("JRELEASER_GPG_SECRET_KEY", "no-key");
    env.put("JRELEASER_GPG_PASSPHRASE", "no-passphrase");
    program(
        "mvn",
        "echo \"$@\" >>\""
            + folder
            + "/target/maven\"; env >\""
            + folder
            + "/target/env\"; exit "
            + MAVEN_CALLED);
    published(404, "");
    Files.writeString(folder.resolve("pom.xml"), "  <version>1.2.3</version>\n");
    Files.writeString(folder.resolve(".gitignore"), "/target/\n");
    Files.createDirectory(folder.resolve("dist"));
    for (String script : List.of("release", "sbom")) {
      Files.copy(Launcher.TREE.resolve("dist/" + script), folder.resolve("dist/" + script));
    }
    for (String platform : PLATFORMS) {
      archive(platform, platform, "nothing");
    }
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=n", "-c", "user.email=n@byok.invalid", "commit", "-q", "-m", "All");
    git("tag", "v1.2.3");
  }

  record Result(int exitCode, String err) {}

  /** Writes an archive with the Java of one platform, without files that begin with this name. */
  void archive(String platform, String java, String without) throws IOException {
    Path zip = zip(platform);
    Files.deleteIfExists(zip);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name :
          List.of(
              "THIRD-PARTY.txt",
              "bin/byok",
              "lib/byok/byok.aot",
              "lib/byok/reports.aot",
              "runtime/bin/java",
              "share/x")) {
        if (!name.startsWith(without)) {
          out.putNextEntry(new ZipEntry("byok-1.2.3/" + name));
          out.write(HexFormat.of().parseHex(FIRST_BYTES.get(java)));
        }
      }
    }
  }

  /** Returns the checksums of the archives as they are now. */
  String checksums() throws IOException, NoSuchAlgorithmException {
    StringBuilder lines = new StringBuilder();
    for (String platform : PLATFORMS) {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip(platform)));
      lines.append(HexFormat.of().formatHex(sum)).append("  ");
      lines.append(zip(platform).getFileName()).append('\n');
    }
    return lines.toString();
  }

  /** Sets GitHub's answer to a request for the checksums of the release. */
  void published(int status, String checksums) throws IOException {
    Path answer = Files.writeString(folder.resolve("target/answer"), checksums);
    program(
        "curl",
        """
        while [ "$1" != -o ]; do shift; done
        cp "%s" "$2"
        printf %03d
        """
            .formatted(answer, status));
  }

  ReleaseTree unset(String name) {
    env.remove(name);
    return this;
  }

  boolean mavenCalled() {
    return Files.exists(folder.resolve("target/maven"));
  }

  String mavenWords() throws IOException {
    return Files.readString(folder.resolve("target/maven"));
  }

  /** Returns the environment of the last call of Maven. */
  String mavenEnvironment() throws IOException {
    return Files.readString(folder.resolve("target/env"));
  }

  Result release() throws IOException, InterruptedException {
    return run(List.of("dist/release"));
  }

  void git(String... args) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("git"));
    words.addAll(List.of(args));
    Result result = run(words);
    Assertions.assertEquals(0, result.exitCode(), result.err());
  }

  private Path zip(String platform) {
    return folder.resolve("target/byok-1.2.3-" + platform + ".zip");
  }

  private void program(String name, String script) throws IOException {
    Path file = folder.resolve("target/programs/" + name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Result run(List<String> words) throws IOException, InterruptedException {
    Path err = folder.resolve("target/err");
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.redirectError(err.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(env);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      Assertions.fail(words + " did not end");
    }
    return new Result(process.exitValue(), Files.readString(err, StandardCharsets.UTF_8));
  }
}
