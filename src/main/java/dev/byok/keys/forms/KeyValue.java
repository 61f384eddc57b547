package dev.byok.keys.forms;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import dev.byok.secrets.Secret;
import java.util.Map;

/**
 * Checks a secret before it is stored. A bad one would otherwise be refused in a header or cut off
 * by a line protocol later. Failures say what is wrong and where, and never quote the value.
 */
public final class KeyValue {
  private static final int LONGEST = 16 * 1024;

  private KeyValue() {}

  /**
   * Returns the secret without white space around it; a usage failure if it cannot be a key.
   *
   * @param jsonAllowed whether the key may be a JSON object, with spaces and line breaks
   * @param env the environment of this process, which tells what is a token and not a key
   */
  public static Secret check(String text, boolean jsonAllowed, Map<String, String> env) {
    String value = text.strip();
    if (value.isEmpty()) {
      throw Failure.of(Kind.USAGE, "no key was entered")
          .hint("type or paste the key when asked, or pass it on standard input");
    }
    if (value.length() > LONGEST) {
      throw refused("it has more than 16,384 characters");
    }
    boolean json = jsonAllowed && value.startsWith("{");
    for (int i = 0; i < value.length(); i++) {
      String objection = objection(value.charAt(i), json);
      if (!objection.isEmpty()) {
        throw refused("character " + (i + 1) + " is " + objection);
      }
    }
    if (json) {
      requireObject(value);
    }
    GatewayToken.refuse(value, env);
    return Secret.of(value);
  }

  private static String objection(char c, boolean json) {
    return switch (c) {
      case '\n', '\r' -> json ? "" : "a line break";
      case '\t' -> json ? "" : "a tab";
      case ' ' -> json ? "" : "a blank";
      case 0 -> "a NUL";
      case '\uFEFF' -> "a byte order mark";
      default -> {
        if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
          yield "a control character";
        }
        yield c > 0x7e ? "not ASCII" : "";
      }
    };
  }

  private static void requireObject(String value) {
    try {
      Json.parseObject(value);
    } catch (JsonSyntaxException malformed) {
      throw refused(String.valueOf(malformed.getMessage())).causedBy(malformed);
    }
  }

  private static Failure refused(String why) {
    return Failure.of(Kind.USAGE, "this is not a valid key")
        .detail(why)
        .hint("copy the key again, without anything around it");
  }
}
