package dev.byok.cli.chat;

import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.keys.stores.ChildEnvironment;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The system clipboard, reached through the desktop's program for it. On a terminal without a
 * desktop, such as one over ssh, the terminal itself is asked (OSC 52), which sends no reply.
 *
 * @param terminal whether answers are drawn on a terminal, which may have a clipboard
 */
record Clipboard(Tools tools, ChildEnvironment children, boolean terminal) {
  private static final long PATIENCE_SECONDS = 5;

  /**
   * Copies the text and names the program used. Returns an empty text if the terminal must be
   * asked.
   */
  String copy(String text) {
    List<String> program = program();
    if (program == null) {
      if (!terminal) {
        throw Failure.of(Kind.FILE, "there is no clipboard here")
            .hint("/save FILE writes the answer to a file");
      }
      return "";
    }
    run(program, text);
    return "by " + program.getFirst();
  }

  /** Returns the sequence that makes a terminal copy the text. */
  static String sequence(String text) {
    String encoded =
        java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return "\u001b]52;c;" + encoded + "\u0007";
  }

  private @Nullable List<String> program() {
    Map<String, String> env = tools.env();
    List<List<String>> candidates = new ArrayList<>();
    if (System.getProperty("os.name", "").startsWith("Mac")) {
      candidates.add(List.of("pbcopy"));
    }
    if (env.containsKey("WAYLAND_DISPLAY")) {
      candidates.add(List.of("wl-copy"));
    }
    if (env.containsKey("DISPLAY")) {
      candidates.add(List.of("xclip", "-selection", "clipboard"));
      candidates.add(List.of("xsel", "--clipboard", "--input"));
    }
    if (env.containsKey("WSL_DISTRO_NAME")
        || System.getProperty("os.name", "").startsWith("Windows")) {
      candidates.add(List.of("clip.exe"));
    }
    for (List<String> candidate : candidates) {
      String found = find(candidate.getFirst());
      if (found != null) {
        List<String> words = new ArrayList<>(candidate);
        words.set(0, found);
        return words;
      }
    }
    return null;
  }

  /** Returns the program's full path; a program in the working folder is never run. */
  private @Nullable String find(String name) {
    for (String folder : tools.env().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, name);
      if (file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file)) {
        return file.toString();
      }
    }
    return null;
  }

  private void run(List<String> words, String text) {
    ProcessBuilder builder = children.builder(words);
    // Some programs stay in the background to serve the copied text, and would keep a pipe open.
    builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw failed(words.getFirst(), "it failed");
      }
    } catch (IOException broken) {
      throw failed(words.getFirst(), Causes.of(broken)).causedBy(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Failure.of(Kind.INTERRUPTED, "interrupted").causedBy(stopped);
    }
  }

  private static Failure failed(String program, String why) {
    return Failure.of(Kind.FILE, UserWord.quoted(program) + " did not take the answer: " + why)
        .hint("/save FILE writes it to a file");
  }
}
