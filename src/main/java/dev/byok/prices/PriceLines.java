package dev.byok.prices;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The layout of the price list's copy: one JSON object per line, sorted by the bytes of the lines.
 * The first line says where the list came from and how many models follow. Each other line is a
 * model with its provider. It begins with both names, so it can be found by its start.
 */
final class PriceLines {
  /** Distinguishes this form from others. */
  private static final String FORM = "sorted-lines";

  private PriceLines() {}

  static byte[] head(URI address, @Nullable String etag, int models) {
    return Json.writeBytes(source(address).put("etag", etag).put("models", (long) models).build());
  }

  /** Returns the start of the first line in a copy from this address. */
  static byte[] headStart(URI address) {
    return open(source(address));
  }

  static byte[] line(String provider, String model, ModelFacts facts) {
    return Json.writeBytes(PriceListEntry.write(facts, names(provider, model)).build());
  }

  /** Returns the start of a model's line, which no other line has. */
  static byte[] start(String provider, String model) {
    return open(names(provider, model));
  }

  private static JsonObject.Builder source(URI address) {
    return JsonObject.builder().put("form", FORM).put("address", address.toString());
  }

  private static JsonObject.Builder names(String provider, String model) {
    return JsonObject.builder().put("provider", provider).put("model", model);
  }

  /** Returns the object without its closing brace. */
  private static byte[] open(JsonObject.Builder object) {
    byte[] text = Json.write(object.build()).getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(text, text.length - 1);
  }
}
