package dev.byok.client.bedrock;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.secrets.Redaction;
import dev.byok.secrets.Secret;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stored secret for Bedrock means. Nothing else is ever asked: no variable of AWS's own, no
 * profile, no file, no metadata service.
 */
public sealed interface BedrockCredentials {
  /** The region that requests go to and are signed for. */
  String region();

  /** The parts that no text of a provider's may show. */
  List<Secret> secrets();

  /** A Bedrock API key, sent as it is. */
  record ApiKey(Secret key, String region) implements BedrockCredentials {
    @Override
    public List<Secret> secrets() {
      return List.of(key);
    }
  }

  /**
   * An access key, which signs requests and is never sent.
   *
   * @param sessionToken for temporary credentials
   * @param expires when they end, if they say so
   */
  record AccessKey(
      Secret id,
      Secret secret,
      @Nullable Secret sessionToken,
      @Nullable Instant expires,
      String region)
      implements BedrockCredentials {
    @Override
    public List<Secret> secrets() {
      return sessionToken == null ? List.of(id, secret) : List.of(id, secret, sessionToken);
    }
  }

  /**
   * Reads a secret: the JSON object of the contract, the one that {@code aws configure
   * export-credentials} prints, or else a Bedrock API key.
   *
   * @param region the key's own setting, for secrets that name no region
   * @throws Failure of kind {@code USAGE} that names the field which is missing or wrong, and never
   *     quotes a value
   */
  static BedrockCredentials parse(Secret secret, @Nullable String region) {
    String text = secret.open().strip();
    if (!text.startsWith("{")) {
      return new ApiKey(Secret.of(text), region(region));
    }
    JsonObject json;
    try {
      json = Json.parseObject(text);
    } catch (JsonSyntaxException malformed) {
      throw refused(
          "the Bedrock key begins like a JSON object and is none: " + malformed.getMessage());
    }
    boolean exported = json.has("AccessKeyId");
    String own = json.text("region");
    return new AccessKey(
        Secret.of(required(json, exported ? "AccessKeyId" : "accessKeyId")),
        Secret.of(required(json, exported ? "SecretAccessKey" : "secretAccessKey")),
        sessionToken(json, exported ? "SessionToken" : "sessionToken"),
        expiration(json),
        region(own == null || own.isEmpty() ? region : agreed(own, region)));
  }

  /**
   * Refuses credentials that are known to have ended.
   *
   * @throws Failure of kind {@code KEY_REJECTED}; nothing was sent
   */
  default void requireUnexpired(Clock clock) {
    if (this instanceof AccessKey key
        && key.expires() != null
        && !key.expires().isAfter(clock.instant())) {
      throw Failure.of(Kind.KEY_REJECTED, "the AWS credentials expired on " + key.expires())
          .provider("bedrock")
          .unsent(true)
          .hint("aws configure export-credentials | byok keys add bedrock --force");
    }
  }

  private static String required(JsonObject json, String field) {
    String value = json.text(field);
    if (value == null || value.isEmpty()) {
      throw refused("the Bedrock key has no \"" + field + "\"");
    }
    return printable(value, field);
  }

  private static @Nullable Secret sessionToken(JsonObject json, String field) {
    return json.get(field) == null ? null : Secret.of(required(json, field));
  }

  /** The secret alone would pass every check of a header's, as it is never sent. */
  private static String printable(String value, String field) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        throw refused("the Bedrock key's \"" + field + "\" holds a character that no key has");
      }
    }
    return value;
  }

  private static @Nullable Instant expiration(JsonObject json) {
    if (json.get("Expiration") == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(required(json, "Expiration")).toInstant();
    } catch (DateTimeException noTime) {
      throw refused("the Bedrock key's \"Expiration\" is no time");
    }
  }

  /** Its host was chosen by the setting, and a signature holds in one region only. */
  private static String agreed(String own, @Nullable String setting) {
    if (setting != null && !setting.equals(own)) {
      throw Failure.of(
              Kind.USAGE,
              "the Bedrock key is for "
                  + Redaction.quoted(own)
                  + " and its setting says "
                  + Redaction.quoted(setting))
          .provider("bedrock")
          .hint("add the key again without --region");
    }
    return own;
  }

  private static String region(@Nullable String region) {
    if (region == null || region.isEmpty()) {
      throw Failure.of(Kind.USAGE, "the Bedrock key has no \"region\"")
          .provider("bedrock")
          .hint("add the key again with --region, such as --region us-east-1");
    }
    return Region.checked(region);
  }

  private static Failure refused(String why) {
    return Failure.of(Kind.USAGE, why)
        .provider("bedrock")
        .hint(
            "it is {\"accessKeyId\",\"secretAccessKey\",\"region\"[,\"sessionToken\"]}, the output of"
                + " aws configure export-credentials, or a Bedrock API key with --region");
  }
}
