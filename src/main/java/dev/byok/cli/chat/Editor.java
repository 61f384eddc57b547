package dev.byok.cli.chat;

import dev.byok.cli.Services;
import dev.byok.config.Causes;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.CommandWords;
import dev.byok.term.chat.ChatConsole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user's own editor on a private file: {@code $VISUAL}, else {@code $EDITOR}, else vi. It is
 * started without a shell and inherits no key.
 */
final class Editor {
  private final Services services;
  private final ChatConsole console;

  Editor(Services services, ChatConsole console) {
    this.services = services;
    this.console = console;
  }

  /** The text as it was left; a failure when the editor failed. */
  String edit(String begun) {
    if (!services.terminal().in()) {
      throw Failure.of(Kind.USAGE, "/edit wants a terminal")
          .hint("write the message itself on standard input");
    }
    String editor = command();
    Path file = null;
    try {
      // Made with the rights of its owner alone.
      file = Files.createTempFile("byok-", ".md");
      Files.writeString(file, begun.isEmpty() ? "" : begun + "\n");
      run(editor, file);
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException broken) {
      throw Failure.of(
              Kind.FILE, "the editor \"" + editor + "\" cannot be used: " + Causes.of(broken))
          .hint("EDITOR names another one")
          .causedBy(broken);
    } finally {
      remove(file);
    }
  }

  private String command() {
    String visual = services.env().getOrDefault("VISUAL", "").strip();
    String editor = services.env().getOrDefault("EDITOR", "").strip();
    return visual.isEmpty() ? (editor.isEmpty() ? "vi" : editor) : visual;
  }

  private void run(String editor, Path file) throws IOException {
    List<String> words = new ArrayList<>(CommandWords.split(editor));
    words.add(file.toString());
    ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
    builder.environment().clear();
    builder.environment().putAll(services.childEnvironment());
    try (var _ = console.lendToProgram()) {
      int code = builder.start().waitFor();
      if (code != 0) {
        throw Failure.of(Kind.FILE, "the editor \"" + editor + "\" ended with exit code " + code)
            .hint("nothing was sent");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Failure.of(Kind.INTERRUPTED, "interrupted").causedBy(stopped);
    }
  }

  private void remove(@org.jspecify.annotations.Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stays) {
      services.messages().notice("\"" + file + "\" stays behind: " + Causes.of(stays));
    }
  }
}
