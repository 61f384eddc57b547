package dev.byok.it;

import dev.byok.testing.CanaryContract;
import dev.byok.testing.CliRunner;
import dev.byok.testing.Launcher;
import java.nio.file.Path;
import java.util.Map;

/** A key a provider, through the finished program. */
final class CanaryPerProviderIT extends CanaryContract {
  @Override
  protected CliRunner.Result run(Path home, Map<String, String> env, String... args)
      throws Exception {
    Launcher.Result result = new Launcher(home).env(env).run(args);
    return new CliRunner.Result(result.exitCode(), result.out(), result.err());
  }
}
