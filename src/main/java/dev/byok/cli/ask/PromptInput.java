package dev.byok.cli.ask;

import dev.byok.cli.line.Tools;
import dev.byok.conversation.Message;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a prompt from arguments, files and standard input, all UTF-8 text and taken literally.
 *
 * @param words the prompt's arguments; {@code -} alone means standard input
 * @param readsInput whether piped input is part of the prompt
 */
public record PromptInput(List<String> words, List<String> files, boolean readsInput, Tools tools) {
  /** Whether the prompt can come only from standard input. */
  boolean isInputAlone() {
    return files.isEmpty() && (words.isEmpty() || isDash());
  }

  /**
   * Joins the files, each with a fence and a name, then the words, then piped input, with blank
   * lines between them. Images and PDFs become attachments.
   */
  public Message assemble() {
    PromptFiles attached = PromptFiles.read(files);
    List<String> parts = new ArrayList<>(attached.texts());
    if (!isDash()) {
      parts.add(String.join(" ", words));
    }
    if (isDash() || (readsInput && !tools.terminal().in())) {
      parts.add(readInput());
    }
    parts.removeIf(String::isBlank);
    if (parts.isEmpty() && attached.attachments().isEmpty()) {
      throw Failure.of(Kind.USAGE, "there is nothing to send")
          .hint("give the prompt as arguments, or pipe it in: byok run \"Hello\"");
    }
    if (parts.isEmpty()) {
      throw Failure.of(Kind.USAGE, "no prompt was given with the file")
          .hint("say what to do with it: byok run -f FILE \"What is this?\"");
    }
    return Message.user(String.join("\n\n", parts), attached.attachments());
  }

  private boolean isDash() {
    return words.size() == 1 && words.get(0).equals("-");
  }

  private String readInput() {
    return withoutLastNewline(
        PromptFiles.text(
            PromptFiles.input(tools, "use --no-stdin to ignore it"),
            "standard input",
            "convert it, for example with: iconv -f LATIN1 -t UTF-8; attach other kinds of files with -f"));
  }

  private static String withoutLastNewline(String text) {
    int end = text.endsWith("\r\n") ? 2 : text.endsWith("\n") ? 1 : 0;
    return text.substring(0, text.length() - end);
  }
}
