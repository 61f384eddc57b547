package dev.byok.it;

import dev.byok.catalog.Provider;
import dev.byok.testing.CanaryContract;
import dev.byok.testing.CliRunner;
import dev.byok.testing.Launcher;
import dev.byok.testing.LongForm;
import dev.byok.testing.ProviderFleet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the contract with the finished program. */
final class CanaryPerProviderIT extends CanaryContract {
  @Override
  protected CliRunner.Result run(Path home, Map<String, String> env, String... args)
      throws Exception {
    return new Launcher(home).env(env).ran(args);
  }

  /** Asks the first provider of each dialect and way to send a key, in the long form all. */
  @Override
  protected List<Provider> asked() {
    if (LongForm.IS_ON) {
      return ProviderFleet.providers();
    }
    Map<String, Provider> firsts = new LinkedHashMap<>();
    for (Provider provider : ProviderFleet.providers()) {
      firsts.putIfAbsent(provider.dialect() + " " + provider.auth(), provider);
    }
    return List.copyOf(firsts.values());
  }
}
