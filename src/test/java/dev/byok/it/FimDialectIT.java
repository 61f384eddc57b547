package dev.byok.it;

import dev.byok.testing.CliRunner;
import dev.byok.testing.Launcher;
import dev.byok.testing.strict.FimContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Fills gaps from strict servers with the finished program; other builds run a script instead. */
@EnabledIfSystemProperty(named = "byok.long", matches = "true")
final class FimDialectIT extends FimContract {
  @TempDir private Path home;

  @Override
  protected CliRunner.Result run(Map<String, String> env, List<String> args) throws Exception {
    return new Launcher(home).env(env).ran(args.toArray(new String[0]));
  }
}
