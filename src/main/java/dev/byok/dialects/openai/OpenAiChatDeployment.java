package dev.byok.dialects.openai;

import dev.byok.dialects.PathSegment;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;

/** Azure's older API. The path names the deployment, and the query a version of the API. */
final class OpenAiChatDeployment {
  /** The first version that knows {@code max_completion_tokens}. */
  private static final String NEWER_LIMIT = "2024-09";

  private OpenAiChatDeployment() {}

  /** Returns whether a version, which is a date, knows only the limit's older name. */
  static boolean isOld(String version) {
    return version.startsWith("20") && version.compareTo(NEWER_LIMIT) < 0;
  }

  static String path(String deployment, String version) {
    return "/deployments/"
        + PathSegment.encode(deployment)
        + "/chat/completions?api-version="
        + checked(version);
  }

  /** Refuses a version whose characters could end the query's value or begin another. */
  private static String checked(String version) {
    boolean plain = !version.isEmpty();
    for (int i = 0; i < version.length(); i++) {
      char c = version.charAt(i);
      plain &= isLetterOrDigit(c) || c == '-' || c == '.';
    }
    if (!plain) {
      throw Failure.of(Kind.USAGE, "the API version of this key is not valid")
          .hint("write it like 2024-10-21, or omit it for the current API");
    }
    return version;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
