package dev.byok.cli.compare;

import dev.byok.cli.ask.KiloOptions;
import dev.byok.cli.ask.OnePrompt;
import dev.byok.cli.ask.PromptInput;
import dev.byok.cli.ask.RunOptions;
import dev.byok.cli.ask.Sending;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
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

/** {@code byok compare}: sends the same prompt to several models at once. */
public record CompareCommand(Tools tools, Setup setup, Sending sending) implements Command {
  private static final String DRY_RUN = "--dry-run";

  public static CommandSpec spec() {
    CommandSpec spec =
        Specs.command(
            "compare",
            "send one prompt to several models at once",
            "",
            "If one model fails, the others still answer. The exit code is the highest of the models'",
            "exit codes. The answers stand side by side in a wide terminal, one below the other elsewhere.");
    spec.addOption(
            Specs.values(
                "REF",
                "provider[:label]/model, an alias, or a key's name, for its default model; give -m once for each model",
                "-m",
                "--model"))
        .addOption(Specs.value("TEXT", "the system prompt", "-s", "--system"))
        .addOption(Specs.values("FILE", "attach a file: text, an image or a PDF", "-f", "--file"))
        .addOption(Specs.flag("print the requests with their keys masked; send nothing", DRY_RUN))
        .addOption(
            Specs.flag("do not read standard input; needed in a 'while read' loop", "--no-stdin"))
        .addPositional(Specs.words("0..*", "PROMPT", "the prompt; - means stdin"));
    return KiloOptions.addTo(OnePrompt.addBudgetTo(RunOptions.addTo(spec)));
  }

  @Override
  public int run(Arguments given) {
    Terms terms = RunOptions.terms(given, setup.config());
    Map<String, String> tags = Values.tags(given.texts("--tag"));
    Options generation = RunOptions.generation(given, null);
    List<String> references = given.texts("--model");
    Candidates.check(references);
    Message question =
        new PromptInput(given.words(), given.texts("--file"), !given.has("--no-stdin"), tools)
            .assemble();
    Prompt prompt = new Prompt(given.text("--system"), List.of(question), generation);
    boolean dry = given.has(DRY_RUN);
    List<Candidate> candidates =
        new Candidates(tools.messages(), setup, sending, given).of(references, terms, !dry);
    return dry
        ? DryComparison.run(tools, sending.exchange(), given, candidates, prompt)
        : compare(given, candidates, prompt, tags);
  }

  private int compare(
      Arguments given, List<Candidate> candidates, Prompt prompt, Map<String, String> tags) {
    CompareStyle style = CompareStyle.of(tools, given);
    StopButton button = new StopButton();
    Layout layout = layout(given, candidates, style);
    Board board =
        new Board(
            layout, given.json() ? tools.out()::jsonText : tools.out()::drawn, button, candidates);
    board.open();
    try {
      boolean tellsNumbers = !given.json() && !style.screen();
      int code =
          new Comparison(
                  tools.messages(),
                  setup,
                  sending.exchange(),
                  board,
                  new Comparison.Purpose(
                      "compare",
                      null,
                      tellsNumbers,
                      OnePrompt.wishes(given),
                      Comparison.Kept.NOTHING))
              .run(candidates, prompt, tags);
      return closed(board, code);
    } finally {
      tools.messages().release();
      board.leave();
    }
  }

  private int closed(Board board, int code) {
    try {
      board.close();
    } catch (Failure unwritten) {
      // The board has noted it, like any other failure.
      return told(unwritten);
    }
    Failure broken = board.broken();
    return broken == null ? code : told(broken);
  }

  private int told(Failure broken) {
    if (broken.kind() != Kind.CLOSED_PIPE) {
      tools.messages().failure(broken);
    }
    return broken.kind().exitCode();
  }

  private Layout layout(Arguments given, List<Candidate> candidates, CompareStyle style) {
    if (given.json()) {
      return new JsonArray(candidates.size());
    }
    List<String> references = new ArrayList<>();
    for (Candidate one : candidates) {
      references.add(UserWord.shown(one.reference()));
    }
    Terminal terminal = tools.terminal();
    if (style.screen() && !terminal.dumb()) {
      int width = TerminalWidth.of(terminal, tools.env());
      if (candidates.size() > 1 && Columns.fit(candidates.size(), width)) {
        // A notice would end up between rows that are repainted, so notices are held back.
        tools.messages().hold();
        int height = TerminalHeight.of(terminal, tools.env());
        return new SideBySide(new Columns(references, width, height, style.color()), style);
      }
    }
    return new Stacked(references, style);
  }
}
