package dev.byok.cli.compare;

import dev.byok.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints the answers one below the other, in the order asked, unchanged and each under a heading.
 * An answer appears once all before it are over; the first unfinished one is shown as it comes.
 */
public final class Stacked implements Layout {
  private final List<Part> parts = new ArrayList<>();
  private final CompareStyle style;
  private int current;

  public Stacked(List<String> references, CompareStyle style) {
    this.style = style;
    for (String reference : references) {
      parts.add(new Part(reference, style.screen() ? new SafeText() : null));
    }
  }

  /** The text of one answer that is not printed yet. */
  private static final class Part {
    private final String reference;
    private final @Nullable SafeText safe;
    private final StringBuilder pending = new StringBuilder();
    private boolean begun;
    private boolean headed;
    private boolean over;
    private boolean atLineStart = true;

    Part(String reference, @Nullable SafeText safe) {
      this.reference = reference;
      this.safe = safe;
    }

    void add(String text) {
      if (!text.isEmpty()) {
        pending.append(text);
        atLineStart = text.endsWith("\n");
      }
    }
  }

  @Override
  public String begin(int place) {
    parts.get(place).begun = true;
    return flush();
  }

  @Override
  public String text(int place, String text) {
    Part part = parts.get(place);
    part.add(part.safe == null ? text : part.safe.next(text));
    return flush();
  }

  @Override
  public String end(Result result) {
    Part part = parts.get(result.candidate().place());
    part.begun = true;
    part.add(part.safe == null ? "" : part.safe.end());
    if (!part.atLineStart) {
      part.add("\n");
    }
    if (result.failure() != null) {
      part.add(result.mark() + "\n");
    }
    if (style.screen() && !style.quiet() && result.outcome() != null) {
      part.add(style.dimmed(Summary.of(result.outcome())) + "\n");
    }
    part.over = true;
    return flush();
  }

  @Override
  public String close() {
    return "";
  }

  private String flush() {
    StringBuilder out = new StringBuilder();
    while (current < parts.size()) {
      Part part = parts.get(current);
      if (part.begun && !part.headed) {
        out.append(current == 0 ? "" : "\n").append("## ");
        out.append(SafeText.line(part.reference)).append('\n');
        part.headed = true;
      }
      out.append(part.pending);
      part.pending.setLength(0);
      if (!part.over) {
        break;
      }
      current++;
    }
    return out.toString();
  }
}
