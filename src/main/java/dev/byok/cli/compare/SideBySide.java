package dev.byok.cli.compare;

import dev.byok.exchange.Outcome;
import dev.byok.text.columns.Columns;

/** Shows each answer in a column, on a terminal that is wide enough. */
public final class SideBySide implements Layout {
  private final Columns columns;
  private final CompareStyle style;

  public SideBySide(Columns columns, CompareStyle style) {
    this.columns = columns;
    this.style = style;
  }

  @Override
  public String begin(int place) {
    return "";
  }

  @Override
  public String text(int place, String text) {
    return columns.next(place, text);
  }

  @Override
  public String end(Result result) {
    Outcome outcome = result.outcome();
    String numbers = outcome == null || style.quiet() ? "" : Summary.of(outcome);
    String mark = result.mark();
    String between = mark.isEmpty() || numbers.isEmpty() ? "" : ", ";
    return columns.end(result.candidate().place(), mark + between + numbers);
  }

  @Override
  public String close() {
    return columns.end();
  }
}
