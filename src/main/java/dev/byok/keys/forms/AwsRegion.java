package dev.byok.keys.forms;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;

/** Checks names of AWS regions. A region becomes part of a host name, so it is checked first. */
public final class AwsRegion {
  private AwsRegion() {}

  /** Returns the region; refuses one that is not of a form such as {@code us-gov-west-1}. */
  public static String checked(String region) {
    if (!isRegion(region)) {
      throw Failure.of(Kind.USAGE, UserWord.quoted(region) + " is not an AWS region")
          .provider("bedrock")
          .hint("write it like us-east-1");
    }
    return region;
  }

  /** Whether it is two letters, one or more words, and at most two digits, joined by hyphens. */
  private static boolean isRegion(String region) {
    String[] parts = region.split("-", -1);
    int last = parts.length - 1;
    if (last < 2 || parts[0].length() != 2 || parts[last].length() > 2) {
      return false;
    }
    boolean fits = consistsOf('0', '9', parts[last]);
    for (int i = 0; i < last; i++) {
      fits &= consistsOf('a', 'z', parts[i]);
    }
    return fits;
  }

  private static boolean consistsOf(char first, char last, String part) {
    boolean fits = !part.isEmpty();
    for (int i = 0; i < part.length(); i++) {
      fits &= part.charAt(i) >= first && part.charAt(i) <= last;
    }
    return fits;
  }
}
