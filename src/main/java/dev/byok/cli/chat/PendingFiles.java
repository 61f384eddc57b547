package dev.byok.cli.chat;

import dev.byok.cli.ask.PromptFiles;
import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import java.util.ArrayList;
import java.util.List;

/** The files to attach to the next message. */
final class PendingFiles {
  private final List<String> names = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Attachment> attachments = new ArrayList<>();

  /** Reads a file now, so that a problem with it is reported now. */
  void add(String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    // Reads all of them again, because the size of a message is limited.
    PromptFiles read = PromptFiles.read(all);
    clear();
    names.addAll(all);
    texts.addAll(read.texts());
    attachments.addAll(read.attachments());
  }

  List<String> names() {
    return names;
  }

  /** Returns the message with the files before its words. */
  Message with(String words) {
    List<String> parts = new ArrayList<>(texts);
    parts.add(words);
    return Message.user(String.join("\n\n", parts), attachments);
  }

  /** What the prompt shows about the files. */
  String label() {
    return names.isEmpty() ? "" : " +" + names.size();
  }

  void clear() {
    names.clear();
    texts.clear();
    attachments.clear();
  }
}
