package dev.byok.access.aws;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.http.Transport;
import dev.byok.keys.AwsIdentity;
import dev.byok.keys.AwsSource;
import dev.byok.keys.KeyPlaces;
import dev.byok.keys.forms.AwsKeyForm;
import dev.byok.keys.forms.AwsRegion;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import dev.byok.text.ShellWord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds credentials in the profiles of AWS's tools and in the environment that AWS gives to a
 * program. The SDK reads the files and signs; programs, connections and limits are byok's own, so
 * that proxies, trust and time-outs are those of every other request.
 */
public final class AwsKeys implements AwsSource {
  /** Credentials are fetched again this long before they expire, since an answer takes time. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Map<String, String> env;
  private final Transport transport;
  private final String userAgent;
  private final Clock clock;

  public AwsKeys(Map<String, String> env, Transport transport, String userAgent, Clock clock) {
    this.env = env;
    this.transport = transport;
    this.userAgent = userAgent;
    this.clock = clock;
  }

  @Override
  public AwsIdentity find(
      KeyName key, @Nullable String profile, @Nullable String region, KeyPlaces places) {
    AwsService service = new AwsService(transport, userAgent, clock);
    String known = region == null ? ofEnvironment() : AwsRegion.checked(region);
    Way way;
    if (profile == null) {
      known = required(known, key, "");
      way = new EnvironmentWays(env, service, known, key).way();
    } else {
      Profiles profiles = Profiles.read(env, key);
      String used = known == null ? ofProfile(profiles, profile) : known;
      known = required(used, key, " --aws-profile " + ShellWord.of(profile));
      way =
          new ProfileWays(profiles, env, service, command -> places.command(key, command))
              .way(profile, known);
    }
    return new AwsIdentity(
        way.words(), known, way.renewal(), () -> fetched(way, places), this::isStale);
  }

  private Secret fetched(Way way, KeyPlaces places) {
    AwsKeyForm form = way.fetch();
    Secret secret = form.secret();
    if (secret == null) {
      throw Failure.of(Kind.USAGE, way.words() + " has a Bedrock API key, not an access key")
          .provider("bedrock")
          .hint("store it as it is: byok keys add bedrock --region REGION --from-command '…'");
    }
    AwsKeyForm.requireUnexpired(form.expires(), clock.instant(), way.renewal());
    return places.hold(AwsKeyForm.written(form.key(), secret, form.sessionToken(), form.expires()));
  }

  private boolean isStale(Secret fetched) {
    Instant expires = AwsKeyForm.of(fetched).expires();
    return expires != null && !expires.isAfter(clock.instant().plus(MARGIN));
  }

  /** Returns the region of a profile, checked, since it becomes a part of a host's name. */
  private static @Nullable String ofProfile(Profiles profiles, String profile) {
    String region = profiles.region(profile);
    try {
      return region == null ? null : AwsRegion.checked(region);
    } catch (Failure wrong) {
      throw wrong.detail("it is the region of the AWS profile " + UserWord.quoted(profile));
    }
  }

  private @Nullable String ofEnvironment() {
    for (String variable : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
      String region = env.getOrDefault(variable, "").strip();
      if (!region.isEmpty()) {
        try {
          return AwsRegion.checked(region);
        } catch (Failure wrong) {
          throw wrong.detail("it is in the environment variable " + variable);
        }
      }
    }
    return null;
  }

  private static String required(@Nullable String region, KeyName key, String option) {
    if (region != null) {
      return region;
    }
    throw Failure.of(Kind.USAGE, UserWord.quoted(key) + " has no region")
        .provider(key.provider())
        .hint(
            "set AWS_REGION, or store one with the key: byok keys add "
                + key
                + (option.isEmpty() ? " --aws-environment" : option)
                + " --region us-east-1 --force");
  }
}
