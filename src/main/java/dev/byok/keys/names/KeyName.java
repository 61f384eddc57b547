package dev.byok.keys.names;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a stored key: {@code provider} or {@code provider:label}. Both parts consist of
 * allowed characters only, so a name is never a path or an option and has no control characters.
 */
public record KeyName(String provider, @Nullable String label) implements Comparable<KeyName> {
  private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  public KeyName {
    if (!PROVIDER.matcher(provider).matches()) {
      throw Failure.of(Kind.USAGE, UserWord.quoted(provider) + " is not a provider id")
          .hint("byok providers lists the ids");
    }
    if (label != null && !LABEL.matcher(label).matches()) {
      throw Failure.of(Kind.USAGE, UserWord.quoted(label) + " is not a valid label")
          .hint("a label is 1 to 32 of a-z, 0-9 and -, and starts with a letter or digit");
    }
  }

  /** Whether the text can be a label. */
  public static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }

  /** Parses {@code provider[:label]}; anything else is a usage failure that quotes it. */
  public static KeyName parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new KeyName(text, null)
        : new KeyName(text.substring(0, colon), text.substring(colon + 1));
  }

  @Override
  public int compareTo(KeyName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return label == null ? provider : provider + ":" + label;
  }
}
