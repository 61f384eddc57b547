package dev.byok.conversation;

import java.util.List;

/** One turn of a conversation; its attachments go before its text. */
public record Message(Role role, String text, List<Attachment> attachments) {
  /** Who speaks. */
  public enum Role {
    USER,
    ASSISTANT
  }

  public static Message user(String text) {
    return new Message(Role.USER, text, List.of());
  }

  public static Message user(String text, List<Attachment> attachments) {
    return new Message(Role.USER, text, List.copyOf(attachments));
  }

  public static Message assistant(String text) {
    return new Message(Role.ASSISTANT, text, List.of());
  }
}
