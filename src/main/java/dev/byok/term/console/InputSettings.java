package dev.byok.term.console;

import dev.byok.files.Causes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.impl.InputRC;
import org.jspecify.annotations.Nullable;

/** Applies the user's editing mode and key bindings from the inputrc of GNU readline. */
final class InputSettings {
  private static final int LARGEST = 1024 * 1024;

  private InputSettings() {}

  /** Applies the file named by {@code INPUTRC}, otherwise that of the home folder or the system. */
  static void apply(LineReader reader, Map<String, String> env, Consumer<String> notice) {
    Path file = file(env);
    if (file == null) {
      return;
    }
    nameKeyMaps(reader.getKeyMaps());
    try {
      InputRC.configure(reader, new BufferedReader(new StringReader(text(file))));
    } catch (IOException unreadable) {
      notice.accept("\"" + file + "\" cannot be read: " + Causes.of(unreadable));
    } catch (RuntimeException malformed) {
      notice.accept("\"" + file + "\" is not understood from some line on");
    }
  }

  private static @Nullable Path file(Map<String, String> env) {
    String named = env.get("INPUTRC");
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    String home = env.get("HOME");
    if (home != null && Files.isRegularFile(Path.of(home, ".inputrc"))) {
      return Path.of(home, ".inputrc");
    }
    Path system = Path.of("/etc/inputrc");
    return Files.isRegularFile(system) ? system : null;
  }

  /** Returns the text without lines that make the library complain on standard error. */
  private static String text(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST);
    }
    StringBuilder kept = new StringBuilder();
    int depth = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      String word = line.strip();
      boolean begins = word.startsWith("$if");
      boolean ends = word.startsWith("$endif");
      boolean stray = depth == 0 && (ends || word.startsWith("$else"));
      depth += stray ? 0 : begins ? 1 : ends ? -1 : 0;
      if (!stray && isQuotedWell(word)) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }

  /** Whether a quoted key sequence has its closing quotation mark and something after it. */
  private static boolean isQuotedWell(String line) {
    if (!line.startsWith("\"")) {
      return line.isEmpty() || line.charAt(0) != ':';
    }
    int i = 1;
    while (i < line.length() && line.charAt(i) != '"') {
      i += line.charAt(i) == '\\' ? 2 : 1;
    }
    return i > 1 && i < line.length() - 1;
  }

  /** Adds readline's names for key maps that have other names in the library. */
  private static void nameKeyMaps(Map<String, KeyMap<Binding>> maps) {
    name(maps, "emacs-standard", LineReader.EMACS);
    name(maps, "vi-insert", LineReader.VIINS);
    name(maps, "vi", LineReader.VICMD);
    name(maps, "vi-move", LineReader.VICMD);
    name(maps, "vi-command", LineReader.VICMD);
  }

  private static void name(Map<String, KeyMap<Binding>> maps, String name, String as) {
    KeyMap<Binding> map = maps.get(as);
    if (map != null) {
      maps.put(name, map);
    }
  }
}
