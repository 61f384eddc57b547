package dev.byok.access.aws;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.forms.AwsKeyForm;
import dev.byok.keys.forms.AwsVariables;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import java.nio.file.Path;
import java.util.Map;

/**
 * Finds what AWS gives to a program, in the SDK's order: variables, a web identity as in CI, the
 * container, the instance. The first that is there counts; if it fails, no other is asked.
 */
final class EnvironmentWays {
  private static final String TOKEN_FILE = "AWS_WEB_IDENTITY_TOKEN_FILE";

  private final Map<String, String> env;
  private final AwsService service;
  private final String region;
  private final KeyName key;

  EnvironmentWays(Map<String, String> env, AwsService service, String region, KeyName key) {
    this.env = env;
    this.service = service;
    this.region = region;
    this.key = key;
  }

  Way way() {
    if (AwsVariables.areSet(env)) {
      return variables(env, "");
    }
    if (isSet(TOKEN_FILE)) {
      return webIdentity();
    }
    Metadata metadata = new Metadata(env, service, key);
    return metadata.hasContainer() ? metadata.container() : metadata.instance();
  }

  /**
   * Returns the way to the key in AWS's variables.
   *
   * @param profile the profile that names them, quoted; empty for none
   */
  static Way variables(Map<String, String> env, String profile) {
    Secret key = AwsVariables.key(env);
    if (key == null) {
      throw Failure.of(Kind.NO_KEY, AwsVariables.ID + " and its secret are not set")
          .provider("bedrock")
          .detail("the AWS profile " + profile + " takes its credentials from the environment")
          .hint("export them first");
    }
    return new FixedWay(
        "the environment variable " + AwsVariables.ID,
        "renew it, and set it again",
        () -> AwsKeyForm.of(key));
  }

  private Way webIdentity() {
    String arn = env.getOrDefault("AWS_ROLE_ARN", "").strip();
    if (arn.isEmpty()) {
      throw Failure.of(Kind.NO_KEY, TOKEN_FILE + " is set, but AWS_ROLE_ARN is not")
          .provider("bedrock")
          .hint("set AWS_ROLE_ARN to the role that the token is for");
    }
    Path file = AwsFile.fullPath(env, TOKEN_FILE, env.getOrDefault(TOKEN_FILE, "").strip());
    String session = env.getOrDefault("AWS_ROLE_SESSION_NAME", "").strip();
    Sts.Role role = new Sts.Role(arn, session.isEmpty() ? "byok" : session, null, null);
    String renewal = "renew the token that " + TOKEN_FILE + " names";
    return new FixedWay(
        "a web identity (" + TOKEN_FILE + ")",
        renewal,
        () -> new Sts(service, region).assumeWithToken(role, AwsFile.token(file), renewal));
  }

  private boolean isSet(String variable) {
    return !env.getOrDefault(variable, "").isBlank();
  }
}
