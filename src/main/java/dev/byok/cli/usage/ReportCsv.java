package dev.byok.cli.usage;

import dev.byok.ledger.report.Totals;
import dev.byok.ledger.report.UsageReport;
import dev.byok.term.StandardOutput;
import dev.byok.text.SafeText;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report as CSV ({@code https://www.rfc-editor.org/rfc/rfc4180}), but with plain line
 * feeds, as shell tools expect. Unknown values are empty, and numbers are bare.
 */
final class ReportCsv {
  private static final int PIECE = 64 * 1024;
  private static final String NUMBERS =
      "requests,failed,input,cache_read,cache_write,output,reasoning,cost_usd,unpriced";

  private ReportCsv() {}

  static void write(StandardOutput out, List<String> names, UsageReport report) {
    StringBuilder piece = new StringBuilder();
    for (String name : names) {
      piece.append(cell(name)).append(',');
    }
    piece.append(NUMBERS).append('\n');
    for (UsageReport.Group group : report.groups()) {
      for (String key : group.by().values()) {
        piece.append(cell(key)).append(',');
      }
      append(piece, group.totals());
      if (piece.length() > PIECE) {
        out.write(piece.toString());
        piece.setLength(0);
      }
    }
    out.write(piece.toString());
  }

  /** Returns a cell, quoted if needed and safe for a terminal and a spreadsheet. */
  static String cell(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String safe = SafeText.of(text);
    // A spreadsheet would evaluate these: https://owasp.org/www-community/attacks/CSV_Injection
    if (!safe.isEmpty() && "=+-@\t".indexOf(safe.charAt(0)) >= 0) {
      safe = "'" + safe;
    }
    boolean quoted =
        safe.indexOf(',') >= 0
            || safe.indexOf('"') >= 0
            || safe.indexOf('\n') >= 0
            || safe.indexOf('\r') >= 0;
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static void append(StringBuilder piece, Totals totals) {
    piece.append(totals.requests()).append(',').append(totals.failed()).append(',');
    number(piece, totals.input());
    number(piece, totals.cacheRead());
    number(piece, totals.cacheWrite());
    number(piece, totals.output());
    number(piece, totals.reasoning());
    BigDecimal cost = totals.costUsd();
    piece.append(cost == null ? "" : cost.toPlainString()).append(',');
    piece.append(totals.unpriced()).append('\n');
  }

  private static void number(StringBuilder piece, @Nullable Number number) {
    piece.append(number == null ? "" : number.toString()).append(',');
  }
}
