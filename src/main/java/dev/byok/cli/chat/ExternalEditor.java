package dev.byok.cli.chat;

import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.files.PrivateFiles;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.keys.stores.CommandWords;
import dev.byok.term.console.ChatConsole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens the user's editor on a private file: {@code $VISUAL}, otherwise {@code $EDITOR}, otherwise
 * vi. It is started without a shell and inherits no key.
 */
record ExternalEditor(Tools tools, ChildEnvironment children, ChatConsole console) {
  /**
   * How the editor ended.
   *
   * @param text the text left in the file
   * @param failure why the text must not be sent; null if it may be
   */
  record Left(String text, @Nullable Failure failure) {}

  /** Lets the user write. Fails if the editor cannot be used at all. */
  Left edit(String begun) {
    if (!tools.terminal().in()) {
      throw Failure.of(Kind.USAGE, "/edit needs a terminal")
          .hint("write the message itself on standard input");
    }
    String editor = command();
    Path folder = null;
    try {
      // Open only to its owner, so that other files of the editor there are private too.
      folder = Files.createTempDirectory("byok-");
      Path file = Files.createFile(folder.resolve("message.md"), PrivateFiles.fileMode());
      Files.writeString(file, begun.isEmpty() ? "" : begun + "\n");
      Failure failure = run(editor, file);
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).stripTrailing();
      return new Left(text, failure);
    } catch (IOException broken) {
      throw Failure.of(
              Kind.FILE,
              "the editor " + UserWord.quoted(editor) + " cannot be used: " + Causes.of(broken))
          .hint("set EDITOR to another one")
          .causedBy(broken);
    } finally {
      remove(folder);
    }
  }

  private String command() {
    String visual = tools.env().getOrDefault("VISUAL", "").strip();
    String editor = tools.env().getOrDefault("EDITOR", "").strip();
    return visual.isEmpty() ? (editor.isEmpty() ? "vi" : editor) : visual;
  }

  private @Nullable Failure run(String editor, Path file) throws IOException {
    List<String> words = new ArrayList<>(CommandWords.split(editor));
    words.add(file.toString());
    ProcessBuilder builder = children.builder(words).inheritIO();
    try (var _ = console.lendToProgram()) {
      int code = builder.start().waitFor();
      return code == 0
          ? null
          : Failure.of(
                  Kind.FILE,
                  "the editor " + UserWord.quoted(editor) + " ended with exit code " + code)
              .hint("nothing was sent; your text is in the next line");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Failure.of(Kind.INTERRUPTED, "interrupted").causedBy(stopped);
    }
  }

  /** Removes the file and anything the editor left beside it, such as a backup. */
  private void remove(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    } catch (IOException stays) {
      tools.notice(UserWord.quoted(folder) + " could not be deleted: " + Causes.of(stays));
    }
  }
}
