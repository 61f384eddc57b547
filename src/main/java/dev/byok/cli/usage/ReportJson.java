package dev.byok.cli.usage;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.ledger.report.UsageReport;
import dev.byok.term.StandardOutput;

/** Writes a report as one JSON object with a group a line, in pieces, since there may be many. */
final class ReportJson {
  private static final int PIECE = 64 * 1024;

  private ReportJson() {}

  static void write(StandardOutput out, UsageReport report) {
    JsonObject all = report.withoutGroups().toJson();
    StringBuilder piece = new StringBuilder("{\"since\":");
    piece.append(Json.write(all.get("since"))).append(",\"until\":");
    piece.append(Json.write(all.get("until"))).append(",\"groups\":[");
    String before = "\n";
    for (UsageReport.Group group : report.groups()) {
      piece.append(before).append(Json.write(group.toJson()));
      before = ",\n";
      if (piece.length() > PIECE) {
        out.jsonText(piece.toString());
        piece.setLength(0);
      }
    }
    piece.append(report.groups().isEmpty() ? "" : "\n").append("],\"total\":");
    out.jsonText(piece.append(Json.write(all.get("total"))).append("}\n").toString());
  }
}
