package dev.byok.testing;

import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure as one provider reports it, and what it means.
 *
 * @param about the class of failure
 * @param status 0 if the report comes inside an answer
 * @param codes what the provider gives besides the body, such as the name of an exception
 * @param name the outcome in the recipe, or null if the kind says enough
 * @param says a part of the provider's words that byok must show
 * @param pause the number of seconds that the provider asks to wait, or null
 */
public record ErrorReport(
    String provider,
    String about,
    int status,
    String body,
    List<String> codes,
    Kind kind,
    @Nullable String name,
    String says,
    @Nullable BigDecimal pause) {

  /** Returns every report in the table. */
  public static List<ErrorReport> all() {
    List<ErrorReport> reports = new ArrayList<>();
    try (InputStream in =
        ErrorReport.class.getResourceAsStream("/dev/byok/dialects/errors.jsonl")) {
      byte[] table = Objects.requireNonNull(in).readAllBytes();
      for (String line : new String(table, StandardCharsets.UTF_8).lines().toList()) {
        if (!line.isBlank()) {
          reports.addAll(reports(Json.parseObject(line)));
        }
      }
    } catch (IOException | JsonSyntaxException broken) {
      throw new IllegalStateException("errors.jsonl cannot be read", broken);
    }
    return reports;
  }

  /** Returns the report as byok reads it. */
  public ProviderError read() {
    return read(body);
  }

  /** Returns the report with another body, as byok reads it. */
  public ProviderError read(String otherBody) {
    ProviderError error = ProviderError.read(status, otherBody);
    List<String> all = new ArrayList<>(codes);
    all.addAll(error.codes());
    return new ProviderError(
        error.status(),
        all,
        error.message(),
        error.retryAfterSeconds(),
        error.credit(),
        error.requestId());
  }

  /** Returns the body with more text after the words that it says. */
  public String bodySaying(String more) {
    return says.isEmpty() ? more : body.replace(says, says + " " + more);
  }

  @Override
  public String toString() {
    return provider + " " + status + " " + about + ": " + says;
  }

  private static List<ErrorReport> reports(JsonObject row) {
    List<ErrorReport> reports = new ArrayList<>();
    String text = row.text("text");
    String wait = row.text("wait");
    for (String provider : row.texts("providers")) {
      reports.add(
          new ErrorReport(
              provider,
              Objects.requireNonNull(row.text("class")),
              Objects.requireNonNull(row.count("status")).intValue(),
              text == null ? Json.write(row.get("body")) : text,
              row.texts("codes"),
              kind(row.text("kind")),
              row.text("is"),
              Objects.requireNonNull(row.text("says")),
              wait == null ? null : new BigDecimal(wait)));
    }
    return reports;
  }

  private static Kind kind(@Nullable String label) {
    for (Kind kind : Kind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new IllegalStateException("errors.jsonl: there is no kind " + label);
  }
}
