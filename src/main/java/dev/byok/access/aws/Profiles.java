package dev.byok.access.aws;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.keys.names.KeyName;
import dev.byok.text.ShellWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/** The profiles in the two files of AWS's tools, as the SDK reads and joins them. */
final class Profiles {
  private static final int MOST_NAMED = 12;

  private final ProfileFile file;
  private final List<Path> places;
  private final KeyName key;

  private Profiles(ProfileFile file, List<Path> places, KeyName key) {
    this.file = file;
    this.places = places;
    this.key = key;
  }

  /**
   * @param key the key that means one of the profiles, for messages
   */
  static Profiles read(Map<String, String> env, KeyName key) {
    Path credentials = AwsFile.place(env, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
    Path config = AwsFile.place(env, "AWS_CONFIG_FILE", "config");
    ProfileFile.Aggregator all = ProfileFile.aggregator();
    // What is in both is taken from the first.
    add(all, credentials, ProfileFile.Type.CREDENTIALS);
    add(all, config, ProfileFile.Type.CONFIGURATION);
    return new Profiles(all.build(), List.of(credentials, config), key);
  }

  private static void add(ProfileFile.Aggregator all, Path place, ProfileFile.Type type) {
    String text = AwsFile.own(place);
    if (text != null) {
      try {
        all.addFile(ProfileFile.builder().content(text).type(type).build());
      } catch (IllegalArgumentException malformed) {
        // Its message may quote a line, and so a key.
        throw Failure.of(Kind.FILE, UserWord.quoted(place) + " is not a file of AWS profiles")
            .hint("aws configure list says what is wrong with it")
            .causedBy(malformed);
      }
    }
  }

  /**
   * Returns the profile.
   *
   * @throws Failure of kind {@code NO_KEY}, which names those that there are
   */
  Profile get(String name) {
    Profile found = file.profile(name).orElse(null);
    if (found != null) {
      return found;
    }
    List<String> names = new ArrayList<>(new TreeSet<>(file.profiles().keySet()));
    Failure missing =
        Failure.of(Kind.NO_KEY, "there is no AWS profile " + UserWord.quoted(name))
            .provider("bedrock")
            .unsent(true);
    if (names.isEmpty()) {
      throw missing
          .detail("no profile is in " + places.getFirst() + " or " + places.getLast())
          .hint("aws configure sso --profile " + ShellWord.of(name) + " makes one");
    }
    boolean many = names.size() > MOST_NAMED;
    String listed = String.join(", ", many ? names.subList(0, MOST_NAMED) : names);
    throw missing
        .detail("there are: " + listed + (many ? ", …" : ""))
        .hint("byok keys add " + key + " --aws-profile NAME --force, with one of these");
  }

  /** Returns the key that means one of the profiles. */
  KeyName key() {
    return key;
  }

  /** Returns the region of a profile, or null. */
  @Nullable String region(String name) {
    return get(name).property("region").map(String::strip).orElse(null);
  }

  /** Returns the section that profiles with the same SSO share. */
  Profile session(String name, String profile) {
    return file.getSection("sso-session", name)
        .orElseThrow(() ->
            Failure.of(
                    Kind.NO_KEY,
                    "the AWS profile "
                        + UserWord.quoted(profile)
                        + " names the SSO session "
                        + UserWord.quoted(name)
                        + ", which does not exist")
                .provider("bedrock")
                .hint("aws configure sso --profile " + ShellWord.of(profile)));
  }
}
