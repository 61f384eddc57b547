package dev.byok.it;

import dev.byok.testing.CliRunner;
import dev.byok.testing.Launcher;
import dev.byok.testing.strict.AnswerContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Checks one answer in each dialect with the finished program. */
final class EachDialectIT extends AnswerContract {
  @TempDir private Path home;

  @Override
  protected CliRunner.Result run(Map<String, String> env, List<String> args) throws Exception {
    return new Launcher(home).env(env).ran(args.toArray(new String[0]));
  }
}
