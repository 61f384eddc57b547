package dev.byok.access.aws;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.http.Header;
import dev.byok.json.JsonObject;
import dev.byok.keys.forms.AwsKeyForm;
import dev.byok.keys.forms.AwsRegion;
import dev.byok.secrets.Secret;
import dev.byok.text.ShellWord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.Profile;

/**
 * The way by IAM Identity Center (SSO): the token that {@code aws sso login} has put into its cache
 * is exchanged for a role's credentials. The token is never renewed here, since that would replace
 * it in a cache that belongs to another program.
 */
final class SsoWay implements Way {
  private final Profile profile;
  private final Profile session;
  private final @Nullable String sessionName;
  private final Map<String, String> env;
  private final AwsService service;

  SsoWay(Profiles profiles, Profile profile, Map<String, String> env, AwsService service) {
    this.profile = profile;
    this.sessionName = ProfileWays.text(profile, "sso_session");
    this.session = sessionName == null ? profile : profiles.session(sessionName, profile.name());
    this.env = env;
    this.service = service;
  }

  @Override
  public String words() {
    return ProfileWays.words(profile, "SSO");
  }

  @Override
  public String renewal() {
    return "aws sso login --profile " + ShellWord.of(profile.name());
  }

  @Override
  public AwsKeyForm fetch() {
    String region = region();
    String query =
        "?role_name="
            + AwsText.encoded(required(profile, "sso_role_name"))
            + "&account_id="
            + AwsText.encoded(required(profile, "sso_account_id"));
    URI address =
        URI.create(
            "https://portal.sso."
                + region
                + AwsService.domain(region)
                + "/federation/credentials"
                + query);
    Header token = new Header.Credential("x-amz-sso_bearer_token", "", token());
    AwsAnswer answer = service.get("AWS SSO", address, token);
    if (!answer.isOk()) {
      throw refused(answer);
    }
    JsonObject credentials = AwsText.object(answer.body()).at("roleCredentials");
    String id = credentials.text("accessKeyId");
    String secret = credentials.text("secretAccessKey");
    String sessionToken = credentials.text("sessionToken");
    if (id == null || secret == null || sessionToken == null) {
      throw answer.unusable();
    }
    Long expires = credentials.count("expiration");
    return new AwsKeyForm(
        Secret.of(id),
        Secret.of(secret),
        Secret.of(sessionToken),
        expires == null ? null : Instant.ofEpochMilli(expires),
        null);
  }

  private Failure refused(AwsAnswer answer) {
    JsonObject report = AwsText.object(answer.body());
    String message = report.text("message");
    String code = report.text("__type");
    boolean ofAws = message != null || code != null;
    if (answer.status() == 401 && ofAws) {
      return expired("is not valid any more");
    }
    return answer.failure(ofAws ? "refused" : null, message, renewal());
  }

  /** Returns the token of the last login. */
  private Secret token() {
    Path file = AwsFile.folder(env).resolve("sso").resolve("cache").resolve(hash() + ".json");
    String text = AwsFile.own(file);
    JsonObject cached = text == null ? JsonObject.empty() : AwsText.object(text);
    String token = cached.text("accessToken");
    if (token == null || token.isEmpty()) {
      throw expired("has not begun");
    }
    String ends = cached.text("expiresAt");
    // The CLI's first version wrote UTC for Z.
    Instant end = AwsText.time(ends == null ? null : ends.replace("UTC", "Z"));
    if (end != null && !end.isAfter(service.now())) {
      throw expired("expired on " + end);
    }
    return Secret.of(token);
  }

  private Failure expired(String how) {
    return Failure.of(
            Kind.KEY_REJECTED,
            "the SSO login of the AWS profile " + UserWord.quoted(profile.name()) + " " + how)
        .provider("bedrock")
        .unsent(true)
        .hint(renewal());
  }

  private String region() {
    try {
      return AwsRegion.checked(required(session, "sso_region"));
    } catch (Failure wrong) {
      throw wrong.detail("it is the sso_region of the AWS profile " + profile.name());
    }
  }

  private String required(Profile section, String name) {
    String value = ProfileWays.text(section, name);
    if (value == null) {
      throw Failure.of(
              Kind.NO_KEY, "the AWS profile " + UserWord.quoted(profile.name()) + " has no " + name)
          .provider("bedrock")
          .hint("aws configure sso --profile " + ShellWord.of(profile.name()));
    }
    return value;
  }

  /** Returns the name of the cache's file: of the session, or of the address in older profiles. */
  private String hash() {
    String name = sessionName == null ? required(profile, "sso_start_url") : sessionName;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-1", impossible);
    }
  }
}
