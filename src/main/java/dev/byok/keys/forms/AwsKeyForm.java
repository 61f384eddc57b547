package dev.byok.keys.forms;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A key for AWS Bedrock in one of its two forms: one word, or a JSON object with an access key, as
 * byok documents it or as {@code aws configure export-credentials} prints it. Failures say which
 * field is missing or wrong and never quote a secret.
 *
 * @param key the access key's id, or the whole key if {@code secret} is null
 * @param secret the secret that signs requests, or null
 * @param sessionToken the token of temporary credentials, or null
 * @param expires when the credentials expire, or null if they do not say so
 * @param region the region that the object names, or null
 */
public record AwsKeyForm(
    Secret key,
    @Nullable Secret secret,
    @Nullable Secret sessionToken,
    @Nullable Instant expires,
    @Nullable String region) {

  /** Renews a key that was typed or pasted. */
  public static final String EXPORT =
      "aws configure export-credentials | byok keys add bedrock --force";

  /** Reads a secret; one in neither form is a failure of kind {@code USAGE}. */
  public static AwsKeyForm of(Secret secret) {
    String text = secret.open().strip();
    if (text.startsWith("[")) {
      throw refused("the Bedrock key is a JSON array, not an object");
    }
    if (!text.startsWith("{")) {
      return new AwsKeyForm(printable(text, "the Bedrock key"), null, null, null, null);
    }
    return new AwsKeyFields(parsed(text)).form();
  }

  /** Returns an access key as the JSON object that {@link #of} reads. */
  public static Secret written(
      Secret id, Secret secret, @Nullable Secret sessionToken, @Nullable Instant expires) {
    JsonObject.Builder json = JsonObject.builder();
    json.put("accessKeyId", id.open()).put("secretAccessKey", secret.open());
    json.putIfPresent("sessionToken", sessionToken == null ? null : sessionToken.open());
    json.putIfPresent("expiration", expires == null ? null : expires.toString());
    return Secret.of(Json.write(json.build()));
  }

  /**
   * Returns the key's region, from the key itself or as given; fails if the two differ or neither
   * is known.
   *
   * @param given the region that the user asked for, or null
   */
  public String region(@Nullable String given, KeyName name) {
    if (region != null && given != null && !region.equals(given)) {
      throw refused(
          "--region says "
              + UserWord.quoted(given)
              + ", and the key itself "
              + UserWord.quoted(region));
    }
    String known = region == null ? given : region;
    if (known == null) {
      throw noRegion(name);
    }
    return known;
  }

  /**
   * Refuses credentials that have expired.
   *
   * @param renewal the step that renews them
   * @throws Failure of kind {@code KEY_REJECTED}; nothing was sent
   */
  public static void requireUnexpired(@Nullable Instant expires, Instant now, String renewal) {
    if (expires != null && !expires.isAfter(now)) {
      throw Failure.of(Kind.KEY_REJECTED, "the AWS credentials expired on " + expires)
          .provider("bedrock")
          .unsent(true)
          .hint(renewal);
    }
  }

  /** Returns the failure for a key without a region; byok uses each AWS key in one region only. */
  public static Failure noRegion(KeyName name) {
    return Failure.of(Kind.USAGE, "\"" + name + "\" has no region")
        .provider(name.provider())
        .hint("byok keys add " + name + " --region us-east-1, with the region of the key");
  }

  private static JsonObject parsed(String text) {
    try {
      return Json.parseObject(text);
    } catch (JsonSyntaxException malformed) {
      throw refused(
          "the Bedrock key begins like a JSON object but is not one: " + malformed.getMessage());
    }
  }

  static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      throw refused("the Bedrock key's \"Expiration\" is not a time");
    }
  }

  /**
   * Refuses what a key cannot contain. Later checks see only headers, never a secret access key.
   */
  static Secret printable(String value, String what) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        throw refused(what + " contains a character that a key cannot have");
      }
    }
    return Secret.of(value);
  }

  static Failure refused(String why) {
    return Failure.of(Kind.USAGE, why)
        .provider("bedrock")
        .hint(
            "it is {\"accessKeyId\",\"secretAccessKey\",\"region\"[,\"sessionToken\"]}, the output of"
                + " aws configure export-credentials, or a Bedrock API key with --region");
  }
}
