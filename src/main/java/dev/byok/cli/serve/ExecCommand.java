package dev.byok.cli.serve;

import dev.byok.budget.Allowance;
import dev.byok.budget.Limits;
import dev.byok.cli.clients.ClientOptions;
import dev.byok.cli.clients.LendableKeys;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.cli.line.Values;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.forms.GatewayToken;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.secrets.Secret;
import dev.byok.serve.Permits;
import dev.byok.serve.RequestLog;
import dev.byok.serve.child.Plan;
import dev.byok.serve.child.posix.Calls;
import dev.byok.serve.child.recipes.GenericVariables;
import dev.byok.serve.child.recipes.KnownPrograms;
import dev.byok.serve.child.recipes.LentKey;
import dev.byok.serve.child.recipes.Loan;
import dev.byok.serve.child.run.ChildProcess;
import dev.byok.serve.child.run.CommandSearch;
import dev.byok.serve.clients.Client;
import dev.byok.serve.clients.ClientLimit;
import dev.byok.serve.clients.ClientToken;
import dev.byok.serve.clients.LentKeys;
import dev.byok.serve.clients.OneClient;
import dev.byok.serve.listen.bind.Address;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok exec}: starts a program with a gateway of its own. */
public record ExecCommand(OpenGateway.Parts parts, ChildEnvironment children) implements Command {
  private static final String KEY = "--key";
  private static final String MODEL = "--allow-model";
  private static final String BUDGET = "--budget";
  private static final String DRY_RUN = "--dry-run";

  public static CommandSpec spec() {
    CommandSpec spec =
        Specs.command(
                "exec",
                "start a program that uses your keys without seeing them",
                "",
                "The program gets the address of a gateway and a token in place of a key, for as long",
                "as it runs. Everything from COMMAND on is the program's. Without a command, byok",
                "starts your shell. Without -k, a program that byok knows gets your keys for the",
                "providers that it speaks to, any other your default key.",
                "",
                "If byok is killed by SIGKILL, the program keeps running without its gateway.")
            .addPositional(Specs.words("0..*", "COMMAND", "the program and its arguments"))
            .addOption(Specs.values("KEY", "a key that it may use; '*' for every key", "-k", KEY))
            .addOption(
                Specs.values("GLOB", "a model that it may use; * stands for any text", MODEL))
            .addOption(Specs.value("USD", "what it may spend", BUDGET))
            .addOption(
                Specs.flag(
                    "Kilo: use only provider keys that you stored at Kilo; fail rather than spend"
                        + " Kilo credits",
                    "--require-byok"))
            .addOption(Specs.values("NAME=VALUE", "add a tag to the ledger entries", "--tag"))
            .addOption(Specs.flag("show what the program would get; start nothing", DRY_RUN));
    spec.parser().stopAtPositional(true);
    return spec;
  }

  @Override
  public int run(Arguments given) {
    Tools tools = parts.tools();
    if (tools.env().containsKey(GenericVariables.MARK)) {
      throw Failure.of(Kind.USAGE, "byok exec is running already, and lends no keys twice")
          .hint("start the program itself; it has the address of the gateway");
    }
    List<String> command = command(given);
    LendableKeys lendable = new LendableKeys(parts.setup(), tools.env());
    List<KeyName> names =
        new KeysToLend(parts.setup(), lendable).of(given.texts(KEY), command.getFirst());
    List<LentKey> keys = new ArrayList<>();
    for (KeyName name : names) {
      keys.add(new LentKey(name, parts.setup().catalog().get(name.provider())));
    }
    if (given.has(DRY_RUN)) {
      return show(given, plan(Loan.example(keys), command));
    }
    CommandSearch.Result search = CommandSearch.find(command.getFirst(), tools.env());
    if (search instanceof CommandSearch.Missing missing) {
      tools.messages().failure(Failure.of(Kind.USAGE, missing.text()));
      return missing.exitCode();
    }
    CommandSearch.Found found = (CommandSearch.Found) search;
    Calls calls = Calls.begin();
    BeforeTheStart.check(parts, names);
    Secret token = ClientToken.make();
    BigDecimal budget = budget(given);
    Client client =
        new Client(
            KnownPrograms.name(command.getFirst()),
            LentKeys.of(names),
            ClientOptions.models(given.texts(MODEL)),
            budget == null ? List.of() : List.of(new ClientLimit(budget, null)),
            tools.clock().instant(),
            null,
            GatewayToken.sha256(token));
    Allowance allowance = budget == null ? Allowance.unlimited() : Allowance.of(budget);
    Limits limits = new Limits(List.of(), allowance);
    GatewayUse use =
        new GatewayUse(
            "exec",
            Values.tags(given.texts("--tag")),
            new Permits(new OneClient(client)::byToken, lendable::all, who -> limits),
            RequestLog.NONE);
    KeptNotices notices = new KeptNotices();
    ChildProcess.Ended ended;
    try (OpenGateway gateway = OpenGateway.at(new Address.Port(0, false), use, parts, notices)) {
      FreshList.fetch(parts, notices);
      Plan plan = plan(new Loan(gateway.base(), token, keys), command);
      ended = new ChildProcess(plan, found, tools.env(), calls).run();
    }
    notices.tell(tools.messages());
    if (ended.problem() != null) {
      tools.notice(ended.problem());
    }
    String line = allowance.words();
    if (line != null) {
      tools.notice(line);
    }
    return ended.exitCode();
  }

  private Plan plan(Loan loan, List<String> command) {
    return Plan.of(loan, command, parts.setup().catalog(), children, parts.tools().env());
  }

  private List<String> command(Arguments given) {
    List<String> words = given.words();
    if (!words.isEmpty()) {
      return words;
    }
    Tools tools = parts.tools();
    String shell = tools.env().getOrDefault("SHELL", "");
    if (shell.isEmpty() || !tools.terminal().in()) {
      throw Failure.of(Kind.USAGE, "there is no command to start")
          .hint("byok exec -- PROGRAM; on a terminal, byok exec alone starts your shell");
    }
    return List.of(shell);
  }

  private int show(Arguments given, Plan plan) {
    Tools tools = parts.tools();
    if (given.json()) {
      tools.out().json(plan.json());
    } else {
      for (String line : plan.lines()) {
        tools.out().line(line);
      }
    }
    return 0;
  }

  private static @Nullable BigDecimal budget(Arguments given) {
    String text = given.text(BUDGET);
    if (text == null) {
      return null;
    }
    ClientLimit limit = ClientLimit.parse(text);
    if (limit == null || limit.per() != null) {
      throw Values.wrong(BUDGET, text, "a number of US dollars, such as 5 or 0.50");
    }
    return limit.usd();
  }
}
