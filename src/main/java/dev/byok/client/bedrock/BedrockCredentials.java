package dev.byok.client.bedrock;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.keys.forms.AwsKeyForm;
import dev.byok.keys.forms.AwsRegion;
import dev.byok.secrets.Secret;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stored secret for Bedrock means. byok reads no other source: none of AWS's variables, no
 * profile, no file, no metadata service.
 */
public sealed interface BedrockCredentials {
  /** The region that requests go to and are signed for. */
  String region();

  /** The parts that no text from the provider may show. */
  List<Secret> secrets();

  /** A Bedrock API key, which is sent as it is. */
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
   * Parses a secret: the JSON object that byok defines, the one that {@code aws configure
   * export-credentials} prints, or otherwise a Bedrock API key.
   *
   * @param region the key's own setting, for secrets that name no region
   * @throws Failure of kind {@code USAGE} that names the field that is missing or wrong, and never
   *     quotes a value
   */
  static BedrockCredentials parse(Secret secret, @Nullable String region) {
    AwsKeyForm form = AwsKeyForm.of(secret);
    String own = form.region();
    String known = region(own == null ? region : agreed(own, region));
    Secret signs = form.secret();
    return signs == null
        ? new ApiKey(form.key(), known)
        : new AccessKey(form.key(), signs, form.sessionToken(), form.expires(), known);
  }

  /**
   * Refuses credentials that are known to have expired.
   *
   * @param renewal the step that renews them
   * @throws Failure of kind {@code KEY_REJECTED}; nothing was sent
   */
  default void requireUnexpired(Clock clock, String renewal) {
    if (this instanceof AccessKey key) {
      AwsKeyForm.requireUnexpired(key.expires(), clock.instant(), renewal);
    }
  }

  /**
   * Refuses another region than the setting's, which chose the host: a signature is valid in one
   * region only.
   */
  private static String agreed(String own, @Nullable String setting) {
    if (setting != null && !setting.equals(own)) {
      throw Failure.of(
              Kind.USAGE,
              "the Bedrock key is for "
                  + UserWord.quoted(own)
                  + " and its setting says "
                  + UserWord.quoted(setting))
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
    return AwsRegion.checked(region);
  }
}
