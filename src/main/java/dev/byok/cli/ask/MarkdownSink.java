package dev.byok.cli.ask;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Colors;
import dev.byok.cli.line.Tools;
import dev.byok.cli.line.Values;
import dev.byok.conversation.Delta;
import dev.byok.exchange.Outcome;
import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import dev.byok.term.TerminalWidth;
import dev.byok.text.markdown.MarkdownStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws the answer as markdown while it comes; only for a terminal. */
public final class MarkdownSink implements OutputSink {
  /** The values of {@code --format}. */
  public static final List<String> FORMATS = List.of("text", "markdown");

  private final Tools tools;
  private final boolean color;
  private final TextSink drawn;
  private @Nullable MarkdownStream stream;

  private MarkdownSink(Tools tools, boolean color, TextSink drawn) {
    this.tools = tools;
    this.color = color;
    this.drawn = drawn;
  }

  /** Returns the sink that {@code --format} asks for. In a pipe the text stays unchanged. */
  static OutputSink of(Tools tools, Arguments given) {
    String format = given.text("--format");
    boolean markdown = "markdown".equals(format);
    if (format != null && !FORMATS.contains(format)) {
      throw Values.wrong("--format", format, String.join(" or ", FORMATS));
    }
    boolean reasoning = given.has("--show-reasoning");
    return markdown && tools.terminal().out()
        ? new MarkdownSink(
            tools,
            Colors.wanted(tools, given),
            TextSink.drawn(tools.out(), tools.messages(), reasoning))
        : new TextSink(tools.out(), tools.messages(), reasoning);
  }

  @Override
  public Notices notices() {
    return tools.messages();
  }

  @Override
  public void delta(Delta delta) {
    if (delta instanceof Delta.Text more) {
      if (stream == null) {
        int width = TerminalWidth.of(tools.terminal(), tools.env());
        stream = new MarkdownStream(() -> width, color);
      }
      drawn.delta(new Delta.Text(stream.next(more.text())));
    } else {
      drawn.delta(delta);
    }
  }

  @Override
  public void end(Outcome outcome, @Nullable Failure failure) {
    if (stream != null) {
      drawn.delta(new Delta.Text(stream.end()));
    }
    drawn.end(outcome, failure);
  }
}
