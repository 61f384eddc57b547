package dev.byok.term.prompts;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.Causes;
import dev.byok.term.Messages;
import java.io.IOException;
import java.io.InputStream;

/** Asks a yes-or-no question on standard error and reads the answer from standard input. */
public final class Confirmation {
  private static final int LONGEST = 256;

  private final InputStream in;
  private final Messages messages;

  public Confirmation(InputStream in, Messages messages) {
    this.in = in;
    this.messages = messages;
  }

  /** Returns true only for {@code y} or {@code yes}. */
  public boolean confirm(String question) {
    messages.print(question);
    StringBuilder typed = new StringBuilder();
    try {
      for (int next = in.read();
          next >= 0 && next != '\n' && typed.length() < LONGEST;
          next = in.read()) {
        typed.append((char) next);
      }
    } catch (IOException broken) {
      throw Failure.of(Kind.FILE, "standard input cannot be read: " + Causes.of(broken))
          .causedBy(broken);
    }
    String word = typed.toString().strip();
    return word.equalsIgnoreCase("y") || word.equalsIgnoreCase("yes");
  }
}
