package dev.byok.prices;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the copy of the price list is laid out: one JSON object a line, the first with where it came
 * from and how many models follow, then each model with its provider, sorted by the bytes of the
 * lines. A model's line begins with its names, so that it is found by how it begins.
 */
final class PriceLines {
  /** Tells this form from others. */
  private static final String FORM = "sorted-lines";

  private PriceLines() {}

  /** The first line. */
  static byte[] head(URI address, @Nullable String etag, int models) {
    return Json.writeBytes(source(address).put("etag", etag).put("models", (long) models).build());
  }

  /** How the first line of a copy begins that came from this address. */
  static byte[] headStart(URI address) {
    return open(source(address));
  }

  /** A model's line. */
  static byte[] line(String provider, String model, ModelFacts facts) {
    return Json.writeBytes(PriceListEntry.write(facts, names(provider, model)).build());
  }

  /** How a model's line begins, and no other. */
  static byte[] start(String provider, String model) {
    return open(names(provider, model));
  }

  private static JsonObject.Builder source(URI address) {
    return JsonObject.builder().put("form", FORM).put("address", address.toString());
  }

  private static JsonObject.Builder names(String provider, String model) {
    return JsonObject.builder().put("provider", provider).put("model", model);
  }

  /** Without the closing brace. */
  private static byte[] open(JsonObject.Builder object) {
    byte[] text = Json.write(object.build()).getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(text, text.length - 1);
  }
}
