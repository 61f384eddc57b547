package dev.byok.cli.ask;

import dev.byok.testing.CliRunner;
import dev.byok.testing.strict.FimContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Fills gaps with the help of strict servers, inside this process. */
final class FimDialectTest extends FimContract {
  @TempDir private Path home;

  @Override
  protected CliRunner.Result run(Map<String, String> env, List<String> args) {
    CliRunner byok = new CliRunner(home);
    env.forEach(byok::env);
    return byok.run(args.toArray(new String[0]));
  }
}
