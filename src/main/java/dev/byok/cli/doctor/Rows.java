package dev.byok.cli.doctor;

import dev.byok.cli.line.Lines;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import dev.byok.term.StandardOutput;
import dev.byok.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of the checks, and the exit code that follows from them. */
final class Rows {
  private final List<JsonObject> rows = new ArrayList<>();
  private int worst;

  void good(String what, Finding finding) {
    rows.add(row(what, true, finding.message(), finding.hint()));
  }

  void bad(String what, Failure failed) {
    worst = Math.max(worst, failed.kind().exitCode());
    rows.add(row(what, false, words(failed), failed.hint()));
  }

  /** Returns what failed and its details, in one line. */
  static String words(Failure failed) {
    String details = String.join(": ", failed.details());
    return details.isEmpty() ? failed.text() : failed.text() + ": " + details;
  }

  /** The largest exit code of the failed checks; 0 if none failed. */
  int worst() {
    return worst;
  }

  private static JsonObject row(String what, boolean ok, String message, @Nullable String hint) {
    return JsonObject.builder()
        .put("check", what)
        .put("ok", ok)
        .put("message", message)
        .put("hint", hint)
        .build();
  }

  void print(StandardOutput out, boolean json) {
    if (json) {
      out.jsonText(Lines.array(rows));
      return;
    }
    for (JsonObject row : rows) {
      String mark = row.is("ok") ? "ok    " : "FAILED";
      out.line(
          mark
              + "  "
              + row.text("check")
              + ": "
              + SafeText.line(String.valueOf(row.text("message"))));
      String hint = row.text("hint");
      if (hint != null) {
        out.line("        hint: " + SafeText.line(hint));
      }
    }
  }
}
