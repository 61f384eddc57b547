package dev.byok.cli.ask;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Tools;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts on both sides of a gap, unchanged: the answer depends even on whether a line ends
 * before the gap.
 *
 * @param prefixFile {@code -} means standard input, here and in suffixFile
 * @param suffixFile null if nothing follows the gap
 */
record GapInput(String prefixFile, @Nullable String suffixFile) {
  private static final String INPUT = "-";

  static GapInput of(Arguments given) {
    String prefix = given.text("--prefix");
    String suffix = given.text("--suffix");
    if (prefix == null) {
      throw Failure.of(Kind.USAGE, "there is no text before the gap: --prefix is missing")
          .hint("byok fim --prefix FILE, or --prefix - for standard input");
    }
    if (prefix.equals(INPUT) && INPUT.equals(suffix)) {
      throw Failure.of(Kind.USAGE, "--prefix and --suffix cannot both be standard input")
          .hint("name a file for one of them");
    }
    return new GapInput(prefix, suffix);
  }

  /** Returns the prompt, with an empty suffix if nothing follows the gap. */
  Prompt prompt(Tools tools, Options generation) {
    String prefix = read(prefixFile, tools);
    String suffix = suffixFile == null ? "" : read(suffixFile, tools);
    if (prefix.isEmpty() && suffix.isEmpty()) {
      throw Failure.of(Kind.USAGE, "there is nothing to send: both sides of the gap are empty")
          .hint("give the text before the gap with --prefix, and the text after it with --suffix");
    }
    return new Prompt(null, List.of(Message.user(prefix)), generation, suffix, null);
  }

  private static String read(String name, Tools tools) {
    String hint = "only text can be filled in; nothing was sent";
    return name.equals(INPUT)
        ? PromptFiles.text(
            PromptFiles.input(tools, "name a file instead; nothing was sent"),
            "standard input",
            hint)
        : PromptFiles.text(PromptFiles.bytes(name), UserWord.quoted(name), hint);
  }
}
