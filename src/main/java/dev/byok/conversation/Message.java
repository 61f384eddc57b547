package dev.byok.conversation;

/** One turn of a conversation. */
public record Message(Role role, String text) {
  /** Who speaks. */
  public enum Role {
    USER,
    ASSISTANT
  }

  public static Message user(String text) {
    return new Message(Role.USER, text);
  }
}
