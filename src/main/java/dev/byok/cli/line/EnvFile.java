package dev.byok.cli.line;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads a file of {@code NAME=VALUE} lines as the usual tools do, with {@code export}, quotes and
 * comments. Nothing is run or expanded. Lines of another form are skipped.
 */
public final class EnvFile {
  private static final int LARGEST = 1024 * 1024;

  private final String text;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private int at;

  private EnvFile(String text) {
    this.text = text;
  }

  /** Returns the variables in the file. The last value of a name counts. */
  public static Map<String, String> read(String name) {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw Failure.of(Kind.FILE, UserWord.quoted(name) + " has more than 1 MiB")
            .hint("name a file of NAME=VALUE lines");
      }
      return parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw Failure.of(
              Kind.FILE, UserWord.quoted(name) + " cannot be read: " + Causes.of(unreadable))
          .hint("name a file of NAME=VALUE lines that you can read")
          .causedBy(unreadable);
    } catch (InvalidPathException noPath) {
      throw Failure.of(Kind.USAGE, "--env-file was not given a path")
          .hint("name a file of NAME=VALUE lines")
          .causedBy(noPath);
    }
  }

  /** Whether users other than its owner may read it; false if the file system cannot say. */
  public static boolean isOpenToOthers(String name) {
    try {
      Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(Path.of(name));
      return allowed.contains(PosixFilePermission.GROUP_READ)
          || allowed.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  static Map<String, String> parse(String text) {
    return new EnvFile(text.startsWith("\uFEFF") ? text.substring(1) : text).parse();
  }

  private Map<String, String> parse() {
    while (at < text.length()) {
      String name = name();
      if (name.isEmpty()) {
        skipLine();
      } else {
        variables.put(name, value());
      }
    }
    return variables;
  }

  /** Reads the name before {@code =} and skips both. Returns an empty text if the line has none. */
  private String name() {
    skipBlanks();
    if (text.startsWith("export ", at) || text.startsWith("export\t", at)) {
      at += "export ".length();
      skipBlanks();
    }
    int start = at;
    while (at < text.length() && isNamed(text.charAt(at), at > start)) {
      at++;
    }
    String name = text.substring(start, at);
    skipBlanks();
    if (at >= text.length() || text.charAt(at) != '=') {
      return "";
    }
    at++;
    return name;
  }

  private String value() {
    skipBlanks();
    char first = at < text.length() ? text.charAt(at) : '\n';
    int close = first == '"' || first == '\'' ? closing(first) : -1;
    if (close >= 0) {
      String inside = text.substring(at + 1, close);
      at = close + 1;
      skipLine();
      return first == '"' ? unescaped(inside) : inside;
    }
    int start = at;
    skipLine();
    String line = text.substring(start, at);
    for (int i = 1; i < line.length(); i++) {
      if (line.charAt(i) == '#' && Character.isWhitespace(line.charAt(i - 1))) {
        return line.substring(0, i).strip();
      }
    }
    return line.startsWith("#") ? "" : line.strip();
  }

  /** Returns where the quoted value ends, possibly some lines below; -1 if it does not end. */
  private int closing(char quote) {
    int i = at + 1;
    while (i < text.length() && text.charAt(i) != quote) {
      i += text.charAt(i) == '\\' && quote == '"' ? 2 : 1;
    }
    return i < text.length() ? i : -1;
  }

  private static String unescaped(String inside) {
    StringBuilder plain = new StringBuilder();
    int i = 0;
    while (i < inside.length()) {
      char c = inside.charAt(i++);
      if (c != '\\' || i == inside.length()) {
        plain.append(c);
      } else {
        plain.append(meaning(inside.charAt(i++)));
      }
    }
    return plain.toString();
  }

  /** Returns the meaning of a character after a backslash. */
  private static String meaning(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case '"', '\\', '$', '`' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
  }

  private static boolean isNamed(char c, boolean inside) {
    return c == '_'
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (inside && c >= '0' && c <= '9');
  }
}
