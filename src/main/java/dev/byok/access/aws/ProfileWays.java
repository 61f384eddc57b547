package dev.byok.access.aws;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.keys.forms.AwsKeyForm;
import dev.byok.secrets.Secret;
import dev.byok.text.ShellWord;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.Profile;

/**
 * Finds the way to a profile's credentials. A role comes first, then SSO, a key, and a program, in
 * the SDK's order. Nothing that AWS's files say leads a request to another host.
 */
final class ProfileWays {
  private final Profiles profiles;
  private final Map<String, String> env;
  private final AwsService service;
  private final Function<String, Secret> program;

  /**
   * @param program runs a command line and returns the key that it prints
   */
  ProfileWays(
      Profiles profiles,
      Map<String, String> env,
      AwsService service,
      Function<String, Secret> program) {
    this.profiles = profiles;
    this.env = env;
    this.service = service;
    this.program = program;
  }

  /**
   * @param region where the credentials are used
   */
  Way way(String profile, String region) {
    return way(profiles.get(profile), region, new LinkedHashSet<>());
  }

  private Way way(Profile profile, String region, Set<String> seen) {
    String role = text(profile, "role_arn");
    boolean again = !seen.add(profile.name());
    if (role != null && !again) {
      return role(profile, role, region, seen);
    }
    if (again && text(profile, "aws_access_key_id") == null) {
      throw unusable(profile, "leads back to itself by its source_profile")
          .hint("aws configure get source_profile --profile " + typed(profile));
    }
    if (text(profile, "sso_session") != null || text(profile, "sso_start_url") != null) {
      return new SsoWay(profiles, profile, env, service);
    }
    String id = text(profile, "aws_access_key_id");
    if (id != null) {
      return key(profile, id);
    }
    String command = text(profile, "credential_process");
    if (command != null) {
      return program(profile, command);
    }
    throw without(profile);
  }

  private static Way key(Profile profile, String id) {
    String secret = text(profile, "aws_secret_access_key");
    if (secret == null) {
      throw unusable(profile, "has an aws_access_key_id, but no aws_secret_access_key")
          .hint("aws configure --profile " + typed(profile));
    }
    String token = text(profile, "aws_session_token");
    return new FixedWay(
        words(profile, "access key"),
        token == null
            ? "aws configure --profile " + typed(profile) + " stores another key in it"
            : "renew the profile " + typed(profile) + " with the tool that wrote it",
        () ->
            new AwsKeyForm(
                Secret.of(id),
                Secret.of(secret),
                token == null ? null : Secret.of(token),
                null,
                null));
  }

  private Way program(Profile profile, String command) {
    String renewal =
        "log in again with the tool in its credential_process: aws configure get"
            + " credential_process --profile "
            + typed(profile);
    return new FixedWay(
        words(profile, "credential_process"),
        renewal,
        () -> {
          try {
            return AwsKeyForm.of(program.apply(command));
          } catch (Failure failed) {
            throw failed
                .reworded(Kind.KEYCHAIN, failed.text())
                .detail("it is the credential_process of the AWS profile " + quoted(profile))
                .hint("run it by hand to see why; byok runs it without a shell, for at most 30 s");
          }
        });
  }

  private Way role(Profile profile, String arn, String region, Set<String> seen) {
    if (text(profile, "mfa_serial") != null) {
      throw Failure.of(
              Kind.KEY_REJECTED,
              "the AWS profile " + quoted(profile) + " asks for a code of an MFA device")
          .provider("bedrock")
          .unsent(true)
          .hint(
              "aws configure export-credentials --profile "
                  + typed(profile)
                  + " | byok keys add "
                  + profiles.key()
                  + " --region "
                  + region
                  + " --force");
    }
    Sts sts = new Sts(service, region);
    Sts.Role role =
        new Sts.Role(
            arn,
            sessionName(text(profile, "role_session_name")),
            text(profile, "external_id"),
            text(profile, "duration_seconds"));
    String tokenFile = text(profile, "web_identity_token_file");
    if (tokenFile != null && text(profile, "source_profile") == null) {
      Path file = AwsFile.fullPath(env, "web_identity_token_file", tokenFile);
      String renewal = "renew the token in " + ShellWord.of(tokenFile);
      return new FixedWay(
          words(profile, "web identity"),
          renewal,
          () -> sts.assumeWithToken(role, AwsFile.token(file), renewal));
    }
    Way source = source(profile, region, seen);
    return new FixedWay(
        words(profile, "assumed role"),
        source.renewal(),
        () -> sts.assume(role, source.fetch(), source.renewal()));
  }

  /** Returns the way to the credentials that assume a profile's role. */
  private Way source(Profile profile, String region, Set<String> seen) {
    String other = text(profile, "source_profile");
    if (other != null) {
      return way(profiles.get(other), region, seen);
    }
    String place = text(profile, "credential_source");
    if ("Environment".equals(place)) {
      return EnvironmentWays.variables(env, quoted(profile));
    }
    if (place != null) {
      throw unusable(profile, "takes its credentials from a metadata address (" + place + ")")
          .reworded(
              Kind.USAGE,
              "the AWS profile " + quoted(profile) + " takes its credentials from this machine")
          .hint(
              "byok keys add "
                  + profiles.key()
                  + " --aws-environment --force asks the machine itself");
    }
    throw unusable(profile, "has a role_arn, but no source_profile")
        .hint("aws configure set source_profile NAME --profile " + typed(profile));
  }

  static String sessionName(@Nullable String given) {
    return given == null ? "byok" : given;
  }

  private Failure without(Profile profile) {
    if (text(profile, "login_session") != null) {
      return Failure.of(
              Kind.NO_KEY,
              "the AWS profile " + quoted(profile) + " has a login that only the AWS CLI can use")
          .provider("bedrock")
          .hint(
              "byok keys add "
                  + profiles.key()
                  + " --from-command 'aws configure export-credentials --profile "
                  + profile.name()
                  + "' --region REGION --force");
    }
    return unusable(profile, "has no credentials")
        .hint(
            "aws configure sso --profile "
                + typed(profile)
                + ", or aws configure --profile "
                + typed(profile));
  }

  private static Failure unusable(Profile profile, String why) {
    return Failure.of(Kind.NO_KEY, "the AWS profile " + quoted(profile) + " " + why)
        .provider("bedrock")
        .unsent(true);
  }

  /** Returns the value of a property, or null if it is missing or empty. */
  static @Nullable String text(Profile profile, String name) {
    String value = profile.property(name).orElse("").strip();
    return value.isEmpty() ? null : value;
  }

  static String words(Profile profile, String how) {
    return "the AWS profile " + quoted(profile) + " (" + how + ")";
  }

  private static String quoted(Profile profile) {
    return UserWord.quoted(profile.name());
  }

  private static String typed(Profile profile) {
    return ShellWord.of(profile.name());
  }
}
