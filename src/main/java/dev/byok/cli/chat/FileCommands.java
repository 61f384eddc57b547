package dev.byok.cli.chat;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.sessions.Turn;
import dev.byok.text.Plural;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The commands about files and the clipboard. */
record FileCommands(Chat chat, String home, Clipboard clipboard) {
  void file(String rest) {
    PendingFiles files = chat.files();
    if (rest.equals("-")) {
      files.clear();
      chat.note("no file is attached");
    } else if (rest.isEmpty()) {
      chat.show(
          files.names().isEmpty()
              ? "no file is attached; /file FILE attaches one"
              : String.join("\n", files.names()));
    } else {
      files.add(plain(path(rest)));
      chat.note(
          Plural.of(files.names().size(), "file goes", "files go")
              + " attached to the next message; /file - removes them");
    }
  }

  void copy() {
    String text = lastAnswer().message().text();
    String how = clipboard.copy(text);
    if (how.isEmpty()) {
      chat.console().write(Clipboard.sequence(text));
      chat.note("handed to the terminal's clipboard");
    } else {
      chat.note("copied " + how);
    }
  }

  void save(String rest) {
    if (rest.isEmpty()) {
      throw Failure.of(Kind.USAGE, "/save needs a file name").hint("/save answer.md");
    }
    String text = lastAnswer().message().text();
    String name = path(rest);
    try {
      Files.write(
          Path.of(name),
          text.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException there) {
      throw Failure.of(Kind.FILE, UserWord.quoted(name) + " already exists")
          .hint("/save another name")
          .causedBy(there);
    } catch (IOException broken) {
      throw Failure.of(
              Kind.FILE, UserWord.quoted(name) + " cannot be written: " + Causes.of(broken))
          .causedBy(broken);
    } catch (InvalidPathException noPath) {
      throw Failure.of(Kind.FILE, UserWord.quoted(name) + " is not a file name").causedBy(noPath);
    }
    chat.note("the answer is in " + UserWord.quoted(name));
  }

  private Turn lastAnswer() {
    Turn answer = chat.talk().session().lastAnswer();
    if (answer == null) {
      throw Failure.of(Kind.USAGE, "there is no answer yet");
    }
    return answer;
  }

  /** Refuses what is not a regular file, because reading it may never end. */
  private static String plain(String name) {
    try {
      Path file = Path.of(name);
      if (Files.exists(file) && !Files.isDirectory(file) && !Files.isRegularFile(file)) {
        throw Failure.of(Kind.FILE, UserWord.quoted(name) + " is not a regular file")
            .hint("write its content to a file first");
      }
    } catch (InvalidPathException noPath) {
      // The code that reads the file reports this.
      return name;
    }
    return name;
  }

  /** Returns the whole name as it was typed, with the tilde expanded. */
  private String path(String typed) {
    return typed.startsWith("~/") && !home.isEmpty() ? home + typed.substring(1) : typed;
  }
}
