package dev.byok.access.aws;

import dev.byok.client.bedrock.BedrockCredentials;
import dev.byok.keys.forms.AwsKeyForm;
import dev.byok.secrets.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Asks AWS's Security Token Service for a role's credentials, in the region that they are used in.
 * Its answers are read here, because its client in the SDK needs an XML parser that the runtime
 * leaves out.
 */
record Sts(AwsService service, String region) {
  private static final String NAME = "AWS STS";

  /**
   * The role to assume.
   *
   * @param session what the role's log calls the caller
   * @param externalId a word that the role's owner may ask for, or null
   * @param seconds how long the credentials are valid, in digits; null for the role's default
   */
  record Role(String arn, String session, @Nullable String externalId, @Nullable String seconds) {}

  /** Assumes a role with other credentials. */
  AwsKeyForm assume(Role role, AwsKeyForm with, String renewal) {
    Secret secret = with.secret();
    if (secret == null) {
      throw new IllegalStateException("only an access key assumes a role");
    }
    String form = form("AssumeRole", role);
    if (role.externalId() != null) {
      form += "&ExternalId=" + AwsText.encoded(role.externalId());
    }
    BedrockCredentials.AccessKey key =
        new BedrockCredentials.AccessKey(
            with.key(), secret, with.sessionToken(), with.expires(), region);
    return credentials(service.post(NAME, address(), form, key), renewal);
  }

  /** Assumes a role with a token of another identity provider, which proves itself. */
  AwsKeyForm assumeWithToken(Role role, String token, String renewal) {
    String form =
        form("AssumeRoleWithWebIdentity", role) + "&WebIdentityToken=" + AwsText.encoded(token);
    return credentials(service.post(NAME, address(), form, Secret.of(token)), renewal);
  }

  private static String form(String action, Role role) {
    String form =
        "Action="
            + action
            + "&Version=2011-06-15&RoleArn="
            + AwsText.encoded(role.arn())
            + "&RoleSessionName="
            + AwsText.encoded(role.session());
    return role.seconds() == null
        ? form
        : form + "&DurationSeconds=" + AwsText.encoded(role.seconds());
  }

  private URI address() {
    return URI.create("https://sts." + region + AwsService.domain(region) + "/");
  }

  private static AwsKeyForm credentials(AwsAnswer answer, String renewal) {
    if (!answer.isOk()) {
      String body = answer.body();
      throw answer.failure(element(body, "Code"), element(body, "Message"), renewal);
    }
    String body = answer.body();
    return new AwsKeyForm(
        Secret.of(required(answer, "AccessKeyId")),
        Secret.of(required(answer, "SecretAccessKey")),
        Secret.of(required(answer, "SessionToken")),
        AwsText.time(element(body, "Expiration")),
        null);
  }

  private static String required(AwsAnswer answer, String name) {
    String value = element(answer.body(), name);
    if (value == null || value.isBlank()) {
      throw answer.unusable();
    }
    return value.strip();
  }

  /** Returns the text of the first element of that name, which has no attributes; null for none. */
  static @Nullable String element(String xml, String name) {
    int open = xml.indexOf("<" + name + ">");
    int start = open + name.length() + 2;
    int end = open < 0 ? -1 : xml.indexOf("</" + name + ">", start);
    return end < 0
        ? null
        : xml.substring(start, end)
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
  }
}
