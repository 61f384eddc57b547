package dev.byok.cli.chat;

import dev.byok.sessions.Turn;
import java.util.List;

/** One question to several models. */
final class Comparison {
  private final List<String> references;

  Comparison(Chat chat, List<String> references) {
    this.references = references;
  }

  boolean wantsQuestion() {
    return true;
  }

  int count() {
    return references.size();
  }

  void ask(Turn question) {}

  void askAgain() {}

  void keep(String number) {}
}
