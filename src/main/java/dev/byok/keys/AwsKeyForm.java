package dev.byok.keys;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.secrets.Redaction;
import dev.byok.secrets.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two forms of a key for AWS Bedrock: one word, or a JSON object with an access key, as byok
 * documents it and as {@code aws configure export-credentials} prints it. Says which field is
 * missing, and never what stands in another.
 */
public final class AwsKeyForm {
  private AwsKeyForm() {}

  /**
   * The region that the key belongs to, after its form was checked.
   *
   * @param given the region that was asked for, or null
   */
  public static String region(Secret secret, @Nullable String given, KeyName name) {
    String text = secret.open();
    String region = text.startsWith("{") ? inObject(text, given) : given;
    if (region == null) {
      throw noRegion(name);
    }
    return region;
  }

  /** A key of AWS is good in one region, and nothing says in which. */
  public static Failure noRegion(KeyName name) {
    return Failure.of(Kind.USAGE, "\"" + name + "\" has no region")
        .provider(name.provider())
        .hint("byok keys add " + name + " --region us-east-1, with the region of the key");
  }

  private static @Nullable String inObject(String text, @Nullable String given) {
    JsonObject key = parsed(text);
    require(key, List.of("accessKeyId", "AccessKeyId"));
    require(key, List.of("secretAccessKey", "SecretAccessKey"));
    for (String field : List.of("sessionToken", "SessionToken")) {
      if (key.get(field) != null && key.text(field) == null) {
        throw refused("\"" + field + "\" of the AWS key is no text");
      }
    }
    String own = first(key, List.of("region", "Region"));
    if (own != null && given != null && !own.equals(given)) {
      throw refused(
          "--region says "
              + Redaction.quoted(given)
              + ", and the key itself "
              + Redaction.quoted(own));
    }
    return own == null ? given : own;
  }

  private static JsonObject parsed(String text) {
    try {
      return Json.parseObject(text);
    } catch (JsonSyntaxException malformed) {
      throw refused("the AWS key is " + malformed.getMessage()).causedBy(malformed);
    }
  }

  private static void require(JsonObject key, List<String> names) {
    if (first(key, names) == null) {
      throw refused("the AWS key lacks \"" + names.getFirst() + "\"");
    }
  }

  private static @Nullable String first(JsonObject key, List<String> names) {
    for (String name : names) {
      String value = key.text(name);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }

  private static Failure refused(String why) {
    return Failure.of(Kind.USAGE, why)
        .hint(
            "it is {\"accessKeyId\":…,\"secretAccessKey\":…,\"region\":…}, or what"
                + " aws configure export-credentials prints");
  }
}
