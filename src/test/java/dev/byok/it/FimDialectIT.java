package dev.byok.it;

import dev.byok.testing.CliRunner;
import dev.byok.testing.Launcher;
import dev.byok.testing.strict.FimContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Gaps, filled by strict servers, through the finished program. */
final class FimDialectIT extends FimContract {
  @TempDir private Path home;

  @Override
  protected CliRunner.Result run(Map<String, String> env, List<String> args) throws Exception {
    Launcher.Result result = new Launcher(home).env(env).run(args.toArray(new String[0]));
    return new CliRunner.Result(result.exitCode(), result.out(), result.err());
  }
}
