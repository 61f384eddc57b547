package dev.byok.cli.compare;

import dev.byok.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Prints an array with one element a line, in the order asked. Each element is printed as soon as
 * all before it are over.
 */
final class JsonArray implements Layout {
  private final @Nullable Result[] results;
  private int current;

  JsonArray(int size) {
    results = new Result[size];
  }

  @Override
  public String begin(int place) {
    return "";
  }

  @Override
  public String text(int place, String text) {
    return "";
  }

  @Override
  public String end(Result result) {
    results[result.candidate().place()] = result;
    StringBuilder out = new StringBuilder();
    for (; current < results.length; current++) {
      Result next = results[current];
      if (next == null) {
        break;
      }
      out.append(current == 0 ? "[\n" : ",\n").append(Json.write(next.toJson()));
    }
    return out.toString();
  }

  @Override
  public String close() {
    return "\n]\n";
  }
}
