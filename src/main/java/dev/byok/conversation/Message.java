package dev.byok.conversation;

import java.util.List;

/** One message of a session. Its attachments come before its text. */
public record Message(Role role, String text, List<Attachment> attachments) {
  /** The author of a message. */
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
