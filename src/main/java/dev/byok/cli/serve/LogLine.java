package dev.byok.cli.serve;

import dev.byok.cli.usage.ReportNumbers;
import dev.byok.ledger.entry.Entry;
import dev.byok.serve.RequestLog;
import java.util.function.Consumer;

/** Writes a line about each request, without anything of its body or its credentials. */
record LogLine(Consumer<String> lines) implements RequestLog {
  @Override
  public void answered(Answered request) {
    StringBuilder line = new StringBuilder();
    line.append(request.client() == null ? "-" : request.client());
    line.append(' ').append(request.method()).append(' ').append(request.path()).append(' ');
    line.append(request.status() == 0 ? "-" : String.valueOf(request.status()));
    if (request.code() != null) {
      line.append(' ').append(request.code());
    }
    Entry entry = request.ending() == null ? null : request.ending().entry();
    if (entry != null) {
      line.append(' ').append(entry.provider()).append('/').append(entry.model());
      line.append(' ').append(entry.status());
      line.append(", ").append(ReportNumbers.count(entry.usage().input())).append(" in, ");
      line.append(ReportNumbers.count(entry.usage().output())).append(" out");
      line.append(entry.costUsd() == null ? "" : ", $" + ReportNumbers.plain(entry.costUsd()));
      line.append(", ").append(ReportNumbers.count(entry.durationMs())).append(" ms");
    }
    lines.accept(line.append('\n').toString());
  }
}
