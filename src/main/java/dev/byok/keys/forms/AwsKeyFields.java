package dev.byok.keys.forms;

import dev.byok.json.JsonObject;
import dev.byok.secrets.Secret;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an AWS key in JSON, all spelled as byok documents them or all as the AWS CLI
 * prints them. The CLI prints no region, so {@code region} may be spelled either way.
 */
final class AwsKeyFields {
  private static final String[] SPELLED_ONE_WAY = {
    "accessKeyId", "secretAccessKey", "sessionToken", "expiration"
  };

  private final JsonObject json;
  private final boolean exported;

  AwsKeyFields(JsonObject json) {
    this.json = json;
    this.exported = json.has("AccessKeyId");
  }

  AwsKeyForm form() {
    for (String field : SPELLED_ONE_WAY) {
      String other = exported ? field : capital(field);
      if (json.has(other)) {
        throw AwsKeyForm.refused(
            "the Bedrock key mixes two spellings: \""
                + spelled("accessKeyId")
                + "\" does not go with \""
                + other
                + "\"");
      }
    }
    String expiration = optional(spelled("expiration"));
    String token = optional(spelled("sessionToken"));
    String region = region();
    return new AwsKeyForm(
        Secret.of(required(spelled("accessKeyId"))),
        Secret.of(required(spelled("secretAccessKey"))),
        token == null ? null : Secret.of(token),
        expiration == null ? null : AwsKeyForm.time(expiration),
        region == null ? null : AwsRegion.checked(region));
  }

  private @Nullable String region() {
    String region = optional("region");
    String capital = optional("Region");
    if (region != null && capital != null) {
      throw AwsKeyForm.refused("the Bedrock key has both \"region\" and \"Region\"");
    }
    return region == null ? capital : region;
  }

  private String required(String field) {
    String value = json.text(field);
    if (value == null || value.isEmpty()) {
      throw AwsKeyForm.refused("the Bedrock key has no \"" + field + "\"");
    }
    AwsKeyForm.printable(value, "the Bedrock key's \"" + field + "\"");
    return value;
  }

  private @Nullable String optional(String field) {
    return json.get(field) == null ? null : required(field);
  }

  private String spelled(String field) {
    return exported ? capital(field) : field;
  }

  private static String capital(String field) {
    return field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
  }
}
