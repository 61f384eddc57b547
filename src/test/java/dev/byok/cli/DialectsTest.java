package dev.byok.cli;

import dev.byok.testing.CliRunner;
import dev.byok.testing.strict.DialectContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Runs each dialect against its strict server, inside this process. */
final class DialectsTest extends DialectContract {
  @TempDir private Path home;

  @Override
  protected CliRunner.Result run(Map<String, String> env, List<String> args) {
    CliRunner byok = new CliRunner(home);
    env.forEach(byok::env);
    return byok.run(args.toArray(new String[0]));
  }
}
