package dev.byok.access.aws;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.http.Header;
import dev.byok.http.Host;
import dev.byok.json.JsonObject;
import dev.byok.keys.forms.AwsKeyForm;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the metadata addresses of a container or an instance for the credentials of its role. */
final class Metadata {
  private static final String RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
  private static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
  private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
  private static final String INSTANCE = "AWS_EC2_METADATA_SERVICE_ENDPOINT";

  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";

  /** Where AWS has the metadata of containers (ECS and EKS). */
  private static final Set<String> OF_CONTAINERS =
      Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

  private static final Set<String> OF_INSTANCES = Set.of("169.254.169.254", "[fd00:ec2::254]");

  private final Map<String, String> env;
  private final AwsService service;
  private final KeyName key;

  Metadata(Map<String, String> env, AwsService service, KeyName key) {
    this.env = env;
    this.service = service;
    this.key = key;
  }

  boolean hasContainer() {
    return !value(RELATIVE).isEmpty() || !value(FULL).isEmpty();
  }

  Way container() {
    String relative = value(RELATIVE);
    URI address =
        relative.isEmpty()
            ? address(FULL, value(FULL), OF_CONTAINERS)
            : address(RELATIVE, "http://169.254.170.2" + relative, OF_CONTAINERS);
    String renewal = "check the role of this container's task";
    return new FixedWay(
        "the role of this container",
        renewal,
        () -> {
          AwsAnswer answer =
              service.near(
                  "the container's metadata", "GET", address, proof().toArray(new Header[0]));
          return credentials(answer, renewal);
        });
  }

  Way instance() {
    if (value("AWS_EC2_METADATA_DISABLED").equalsIgnoreCase("true")) {
      throw nothing();
    }
    String named = value(INSTANCE);
    URI base = address(INSTANCE, named.isEmpty() ? "http://169.254.169.254" : named, OF_INSTANCES);
    return new FixedWay(
        "the role of this instance",
        "check the role of this instance",
        () -> ofInstance(String.valueOf(base)));
  }

  private AwsKeyForm ofInstance(String given) {
    String base = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
    String name = "the instance's metadata";
    AwsAnswer token;
    try {
      token =
          service.near(
              name,
              "PUT",
              URI.create(base + "/latest/api/token"),
              new Header.Plain("X-aws-ec2-metadata-token-ttl-seconds", "300"));
    } catch (Failure nobody) {
      throw nobody.kind() == Kind.UNAVAILABLE ? nothing().causedBy(nobody) : nobody;
    }
    if (!token.isOk() || token.body().isBlank()) {
      throw nothing();
    }
    Header session =
        new Header.Credential("X-aws-ec2-metadata-token", "", Secret.of(token.body().strip()));
    AwsAnswer roles = service.near(name, "GET", URI.create(base + ROLES), session);
    String role = roles.isOk() ? roles.body().strip().lines().findFirst().orElse("") : "";
    if (!role.matches("[A-Za-z0-9_+=,.@-]{1,128}")) {
      throw Failure.of(Kind.NO_KEY, "this instance has no role")
          .provider("bedrock")
          .unsent(true)
          .hint("attach a role to the instance, or use --aws-profile NAME");
    }
    return credentials(
        service.near(name, "GET", URI.create(base + ROLES + role), session),
        "check the role of this instance");
  }

  private static AwsKeyForm credentials(AwsAnswer answer, String renewal) {
    JsonObject read = AwsText.object(answer.body());
    if (!answer.isOk()) {
      throw answer.failure(read.text("code"), read.text("message"), renewal);
    }
    String id = read.text("AccessKeyId");
    String secret = read.text("SecretAccessKey");
    String token = read.text("Token");
    if (id == null || secret == null) {
      throw answer.unusable();
    }
    return new AwsKeyForm(
        Secret.of(id),
        Secret.of(secret),
        token == null ? null : Secret.of(token),
        AwsText.time(read.text("Expiration")),
        null);
  }

  /** Returns the header with which a container proves who it is, if it was given one. */
  private List<Header> proof() {
    List<Header> headers = new ArrayList<>();
    String file = value(TOKEN_FILE);
    String token =
        file.isEmpty() ? value(TOKEN) : AwsFile.token(AwsFile.fullPath(env, TOKEN_FILE, file));
    if (!token.isEmpty()) {
      headers.add(new Header.Credential("Authorization", "", Secret.of(token)));
    }
    return headers;
  }

  /**
   * Returns the address, which must be https, on this machine, or one that AWS has for it: a token
   * is sent there, and what comes back signs requests.
   */
  private static URI address(String variable, String text, Set<String> ofAws) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException noAddress) {
      throw refused(variable, text).causedBy(noAddress);
    }
    String host = String.valueOf(uri.getHost());
    boolean near =
        "http".equals(uri.getScheme())
            && (ofAws.contains(host) || Host.of(host).kind() == Host.Kind.LOOPBACK);
    boolean safe = "https".equals(uri.getScheme()) && Host.of(host).kind() != Host.Kind.INVALID;
    if ((!near && !safe) || uri.getRawUserInfo() != null) {
      throw refused(variable, text);
    }
    return uri;
  }

  private static Failure refused(String variable, String text) {
    return Failure.of(
            Kind.USAGE, variable + " is " + UserWord.quoted(text) + ", which is not allowed")
        .provider("bedrock")
        .hint("it may be https, this machine, or AWS's own metadata address");
  }

  private Failure nothing() {
    return Failure.of(Kind.NO_KEY, "AWS gives no credentials to this program")
        .provider("bedrock")
        .detail("neither variables, nor a web identity, nor a container or an instance with a role")
        .unsent(true)
        .hint("byok keys add " + key + " --aws-profile NAME --force uses a profile of the AWS CLI");
  }

  private String value(String variable) {
    return env.getOrDefault(variable, "").strip();
  }
}
