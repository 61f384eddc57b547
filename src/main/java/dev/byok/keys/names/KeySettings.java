package dev.byok.keys.names;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What requests need besides the key.
 *
 * @param organization the organization that requests are made for (Kilo)
 * @param apiVersion the version of the API; with one, its older form is used (Azure)
 * @param region the region that the key belongs to (Bedrock)
 */
public record KeySettings(
    @Nullable String organization, @Nullable String apiVersion, @Nullable String region) {
  private static final KeySettings NONE = new KeySettings(null, null, null);

  public static KeySettings none() {
    return NONE;
  }

  public KeySettings withRegion(@Nullable String other) {
    return new KeySettings(organization, apiVersion, other);
  }

  public KeySettings withOrganization(@Nullable String other) {
    return new KeySettings(other, apiVersion, region);
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

  static KeySettings fromJson(JsonObject json) {
    return new KeySettings(
        json.text("organization"), json.text("api_version"), json.text("region"));
  }

  void addTo(JsonObject.Builder json) {
    json.putIfPresent("organization", organization)
        .putIfPresent("api_version", apiVersion)
        .putIfPresent("region", region);
  }
}
