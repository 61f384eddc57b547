package dev.byok.cli.compare;

import dev.byok.cli.ask.KiloOptions;
import dev.byok.cli.ask.OnePrompt;
import dev.byok.cli.ask.PromptInput;
import dev.byok.cli.ask.RunOptions;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Services;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Values;
import dev.byok.client.Terms;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.exchange.StopButton;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.term.Terminal;
import dev.byok.term.TerminalHeight;
import dev.byok.term.TerminalWidth;
import dev.byok.text.columns.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok compare}: the same prompt to several models at once. */
public final class CompareCommand implements Command {
  private static final String DRY_RUN = "--dry-run";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Specs.command(
            this,
            "compare",
            "send one prompt to several models at once",
            "",
            "Each model has its own outcome: one that fails does not stop the others, and the exit",
            "code is the largest. Side by side on a wide terminal, else one below the other.");
    spec.addOption(
            Specs.values(
                "REF",
                "provider[:label]/model, an alias, or a key's name; once for each model",
                "-m",
                "--model"))
        .addOption(Specs.value("TEXT", "instructions that go before the prompt", "-s", "--system"))
        .addOption(
            Specs.values(
                "FILE",
                "send this file too: text (fenced and named), an image or a PDF",
                "-f",
                "--file"))
        .addOption(Specs.flag("print the requests with their keys masked; send nothing", DRY_RUN))
        .addOption(Specs.flag("leave standard input alone, as in a while-read loop", "--no-stdin"))
        .addPositional(Specs.words("0..*", "PROMPT", "the prompt; - means stdin"));
    return KiloOptions.addTo(OnePrompt.addBudgetTo(RunOptions.addTo(spec)));
  }

  @Override
  public int run(Services services, Arguments given) {
    Terms terms = RunOptions.terms(given, services.config());
    Map<String, String> tags = Values.tags(given.texts("--tag"));
    Options generation = RunOptions.generation(given, null);
    List<String> references = given.texts("--model");
    Candidates.check(references);
    Message question =
        new PromptInput(given.words(), given.texts("--file"), !given.has("--no-stdin"), services)
            .assemble();
    Prompt prompt = new Prompt(given.text("--system"), List.of(question), generation);
    boolean dry = given.has(DRY_RUN);
    List<Candidate> candidates = new Candidates(services, given).of(references, terms, !dry);
    return dry
        ? DryComparison.run(services, given, candidates, prompt)
        : compare(services, given, candidates, prompt, tags);
  }

  private static int compare(
      Services services,
      Arguments given,
      List<Candidate> candidates,
      Prompt prompt,
      Map<String, String> tags) {
    CompareStyle style = CompareStyle.of(services, given);
    StopButton button = new StopButton();
    Layout layout = layout(services, given, candidates, style);
    Board board =
        new Board(
            layout,
            given.json() ? services.out()::jsonText : services.out()::drawn,
            button,
            candidates);
    board.open();
    try {
      boolean tellsNumbers = !given.json() && !style.screen();
      int code =
          new Comparison(
                  services,
                  given,
                  board,
                  new Comparison.Purpose("compare", null, tellsNumbers),
                  Comparison.Kept.NOTHING)
              .run(candidates, prompt, tags);
      return closed(services, board, code);
    } finally {
      services.messages().release();
      board.leave();
    }
  }

  private static int closed(Services services, Board board, int code) {
    try {
      board.close();
    } catch (Failure unwritten) {
      // Kept by the board like any other.
      return told(services, unwritten);
    }
    Failure broken = board.broken();
    return broken == null ? code : told(services, broken);
  }

  private static int told(Services services, Failure broken) {
    if (broken.kind() != Kind.CLOSED_PIPE) {
      services.messages().failure(broken);
    }
    return broken.kind().exitCode();
  }

  private static Layout layout(
      Services services, Arguments given, List<Candidate> candidates, CompareStyle style) {
    if (given.json()) {
      return new JsonArray(candidates.size());
    }
    List<String> references = new ArrayList<>();
    for (Candidate one : candidates) {
      references.add(UserWord.shown(one.reference()));
    }
    Terminal terminal = services.terminal();
    if (style.screen() && !terminal.dumb()) {
      int width = TerminalWidth.of(terminal, services.env());
      if (candidates.size() > 1 && Columns.fit(candidates.size(), width)) {
        // What is said meanwhile would stand between rows that are painted anew.
        services.messages().hold();
        int height = TerminalHeight.of(terminal, services.env());
        return new SideBySide(new Columns(references, width, height, style.colour()), style);
      }
    }
    return new Stacked(references, style);
  }
}
