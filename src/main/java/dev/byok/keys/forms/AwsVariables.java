package dev.byok.keys.forms;

import dev.byok.failure.Failure;
import dev.byok.secrets.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An AWS access key in the environment, as AWS's own tools read it: an id and a secret, perhaps
 * with the token and the end of temporary credentials. Its region is a setting beside it.
 */
public final class AwsVariables {
  /** The variable that stands for all of them in messages. */
  public static final String ID = "AWS_ACCESS_KEY_ID";

  private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
  private static final String TOKEN = "AWS_SESSION_TOKEN";
  private static final String END = "AWS_CREDENTIAL_EXPIRATION";

  private AwsVariables() {}

  /** Returns the variables with secrets, which no program that byok starts inherits. */
  public static List<String> secrets() {
    return List.of(ID, SECRET, TOKEN);
  }

  /** Whether an id and a secret are set. */
  public static boolean areSet(Map<String, String> env) {
    return isSet(env, ID) && isSet(env, SECRET);
  }

  /** Returns the key as a JSON object, or null if the id or the secret is not set. */
  public static @Nullable Secret key(Map<String, String> env) {
    if (!areSet(env)) {
      return null;
    }
    return AwsKeyForm.written(
        checked(env, ID),
        checked(env, SECRET),
        isSet(env, TOKEN) ? checked(env, TOKEN) : null,
        isSet(env, END) ? end(env) : null);
  }

  /** Returns which half of a key is missing while the other is set, in words; null for neither. */
  public static @Nullable String missingHalf(Map<String, String> env) {
    if (isSet(env, ID) == isSet(env, SECRET)) {
      return null;
    }
    return isSet(env, ID)
        ? ID + " is set, but " + SECRET + " is not"
        : SECRET + " is set, but " + ID + " is not";
  }

  private static Secret checked(Map<String, String> env, String variable) {
    try {
      return KeyValue.check(value(env, variable), false, env);
    } catch (Failure noKey) {
      throw noKey.detail("it is in the environment variable " + variable);
    }
  }

  private static Instant end(Map<String, String> env) {
    try {
      return AwsKeyForm.time(value(env, END).strip());
    } catch (Failure noTime) {
      throw noTime.reworded(noTime.kind(), END + " is not a time").hint("unset " + END);
    }
  }

  private static boolean isSet(Map<String, String> env, String variable) {
    return !value(env, variable).isBlank();
  }

  private static String value(Map<String, String> env, String variable) {
    return env.getOrDefault(variable, "");
  }
}
