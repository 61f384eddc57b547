package dev.byok.testing;

import dev.byok.Byok;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Runs byok inside this process through its real entry point. */
public final class CliRunner {
  private final Map<String, String> env = new TreeMap<>();
  private String stdin = "";

  /** Makes a byok whose files are all below this folder. */
  public CliRunner(Path home) {
    env.put("BYOK_HOME", home.toString());
    env.put("HOME", home.toString());
  }

  /** Makes a byok that keeps its keys in an encrypted file, and thus uses no keychain. */
  public static CliRunner withKeyFile(Path home) throws IOException {
    Path passphrase = home.resolve("passphrase");
    Files.writeString(passphrase, "correct horse battery staple\n");
    return new CliRunner(home)
        .env("BYOK_KEYSTORE", "file")
        .env("BYOK_PASSPHRASE_FILE", passphrase.toString());
  }

  /** The exit code and output of a run. */
  public record Result(int exitCode, String out, String err) {}

  public CliRunner env(String name, String value) {
    env.put(name, value);
    return this;
  }

  /** Sets the input of the next run. */
  public CliRunner stdin(String text) {
    stdin = text;
    return this;
  }

  public Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ByteArrayInputStream in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
    stdin = "";
    int exitCode = Byok.run(in, out, err, env, args);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
