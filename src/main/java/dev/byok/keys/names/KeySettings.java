package dev.byok.keys.names;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What requests need besides the key.
 *
 * @param organization the organization that requests are made for (Kilo)
 * @param apiVersion the version of the API; with one, its older form is used (Azure)
 * @param region the region that the key belongs to (Bedrock)
 * @param wire {@code chat}, {@code responses} or {@code converse}, where the provider or its server
 *     speaks several; null for the one that suits the model
 */
public record KeySettings(
    @Nullable String organization,
    @Nullable String apiVersion,
    @Nullable String region,
    @Nullable String wire) {
  private static final KeySettings NONE = new KeySettings(null, null, null, null);

  public KeySettings(
      @Nullable String organization, @Nullable String apiVersion, @Nullable String region) {
    this(organization, apiVersion, region, null);
  }

  public static KeySettings none() {
    return NONE;
  }

  public KeySettings withRegion(@Nullable String other) {
    return new KeySettings(organization, apiVersion, other, wire);
  }

  public KeySettings withOrganization(@Nullable String other) {
    return new KeySettings(other, apiVersion, region, wire);
  }

  public KeySettings withWire(@Nullable String other) {
    return new KeySettings(organization, apiVersion, region, other);
  }

  /**
   * Checks that a version can be part of a URL, and returns it.
   *
   * @param source the option or variable that it came from
   */
  public static String version(String version, String source) {
    if (!version.matches("[0-9A-Za-z][0-9A-Za-z.-]{0,40}")) {
      throw Failure.of(Kind.USAGE, source + " is not a valid version")
          .hint("write it like 2024-10-21, or omit it for the current API");
    }
    return version;
  }

  /**
   * Checks a word for a wire format, and returns it.
   *
   * @param source the option, setting or variable that it came from
   * @param words what the provider speaks
   */
  public static String wire(String word, String source, List<String> words) {
    if (!words.contains(word)) {
      String last = words.getLast();
      String others = String.join(", ", words.subList(0, words.size() - 1));
      throw Failure.of(Kind.USAGE, source + " does not take " + UserWord.quoted(word))
          .hint("it takes " + others + " or " + last);
    }
    return word;
  }

  static KeySettings fromJson(JsonObject json) {
    return new KeySettings(
        json.text("organization"),
        json.text("api_version"),
        json.text("region"),
        json.text("wire"));
  }

  void addTo(JsonObject.Builder json) {
    json.putIfPresent("organization", organization)
        .putIfPresent("api_version", apiVersion)
        .putIfPresent("region", region)
        .putIfPresent("wire", wire);
  }
}
