package dev.byok.cli;

import dev.byok.testing.CanaryContract;
import dev.byok.testing.CliRunner;
import java.nio.file.Path;
import java.util.Map;

/** Runs the contract inside this process. */
final class CanaryPerProviderTest extends CanaryContract {
  @Override
  protected CliRunner.Result run(Path home, Map<String, String> env, String... args) {
    CliRunner byok = new CliRunner(home);
    env.forEach(byok::env);
    return byok.run(args);
  }
}
