package dev.byok.release;

import dev.byok.testing.Launcher;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** Runs {@code dist/sdkman-publish} for the checksums of an invented release. */
final class SdkmanPublish {
  static final String PASSWORD = "pass-CANARY-5f1c";
  static final String EMAIL = "vendor@byok.invalid";

  private final Path folder;
  private final Map<String, String> env = new TreeMap<>();

  SdkmanPublish(Path folder) throws IOException {
    this.folder = folder;
    env.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    env.put("SDKMAN_EMAIL", EMAIL);
    env.put("SDKMAN_PASSWORD", PASSWORD);
    List<String> lines = new ArrayList<>();
    for (String platform :
        List.of("linux-x86_64", "linux-aarch_64", "osx-x86_64", "osx-aarch_64")) {
      lines.add(sum(lines.size()) + "  byok-1.2.3-" + platform + ".zip");
    }
    Files.createDirectories(checksums().getParent());
    Files.write(checksums(), lines);
  }

  record Result(int exitCode, String out, String err) {}

  /** Returns the checksum of the n-th archive. */
  static String sum(int number) {
    return String.valueOf(number + 1).repeat(64);
  }

  Path checksums() {
    return folder.resolve("jreleaser/checksums/checksums_sha256.txt");
  }

  SdkmanPublish unset(String name) {
    env.remove(name);
    return this;
  }

  SdkmanPublish set(String name, Path value) {
    env.put(name, value.toString());
    return this;
  }

  Result run(String... args) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Launcher.TREE.resolve("dist/sdkman-publish").toString());
    words.addAll(List.of("--from", folder.toString()));
    words.addAll(List.of(args));
    File out = folder.resolve("out").toFile();
    File err = folder.resolve("err").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectOutput(out).redirectError(err).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(env);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      Assertions.fail("dist/sdkman-publish did not end");
    }
    Result result =
        new Result(
            process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    Assertions.assertFalse((result.out + result.err).contains(PASSWORD), "the password is printed");
    return result;
  }
}
