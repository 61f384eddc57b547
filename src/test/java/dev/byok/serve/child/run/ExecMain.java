package dev.byok.serve.child.run;

import dev.byok.catalog.Catalog;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyVariables;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.secrets.Secret;
import dev.byok.serve.child.Plan;
import dev.byok.serve.child.posix.Calls;
import dev.byok.serve.child.recipes.LentKey;
import dev.byok.serve.child.recipes.Loan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a program as {@code byok exec} does, without a gateway: its arguments are the command. */
final class ExecMain {
  /** The token that programs get. */
  static final String TOKEN = "byok_token-of-this-test-0123456789abcdef";

  /** The variable that names the lent keys. */
  static final String KEYS = "TEST_KEYS";

  private ExecMain() {}

  public static void main(String[] args) {
    Calls calls = Calls.begin();
    Map<String, String> env = System.getenv();
    if (!(CommandSearch.find(args[0], env) instanceof CommandSearch.Found found)) {
      CommandSearch.Missing missing = (CommandSearch.Missing) CommandSearch.find(args[0], env);
      end(missing.exitCode(), missing.text());
      return;
    }
    Catalog catalog = Catalog.load();
    List<LentKey> keys = new ArrayList<>();
    for (String name : env.getOrDefault(KEYS, "openai").split(" ", -1)) {
      KeyName key = KeyName.parse(name);
      keys.add(new LentKey(key, catalog.get(key.provider())));
    }
    Loan loan = new Loan("http://127.0.0.1:4711", Secret.of(TOKEN), keys);
    ChildEnvironment callers = new ChildEnvironment(env, () -> KeyVariables.of(catalog.keyNames()));
    Plan plan = Plan.of(loan, List.of(args), catalog, callers, env);
    ChildProcess.Ended ended = new ChildProcess(plan, found, env, calls).run();
    end(ended.exitCode(), ended.problem());
  }

  private static void end(int exitCode, @Nullable String problem) {
    if (problem != null) {
      System.err.println("exec: " + problem);
    }
    Runtime.getRuntime().halt(exitCode);
  }
}
