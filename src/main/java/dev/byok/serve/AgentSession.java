package dev.byok.serve;

import dev.byok.serve.listen.Incoming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The session that a coding agent says its request belongs to. */
final class AgentSession {
  private static final List<String> HEADERS =
      List.of("x-claude-code-session-id", "session-id", "x-session-id");

  private static final int LONGEST = 128;

  private AgentSession() {}

  /** Returns the name, or null if there is none that a report can show. */
  static @Nullable String of(Incoming request) {
    for (String header : HEADERS) {
      String name = request.first(header);
      if (name != null && isShown(name)) {
        return name;
      }
    }
    return null;
  }

  private static boolean isShown(String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) <= ' ' || name.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
