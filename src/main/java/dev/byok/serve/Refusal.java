package dev.byok.serve;

import dev.byok.serve.listen.Incoming;
import dev.byok.serve.listen.Outgoing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that byok itself refuses. Agents repeat many statuses for minutes, so each has the one
 * that ends them, and says that repeating does not help.
 *
 * @param code a word for programs
 * @param message one line that says what to do, since most programs show only this
 * @param isFinal whether the program is told not to repeat the request
 * @param closes whether the connection ends
 */
record Refusal(int status, String code, String message, boolean isFinal, boolean closes) {
  static Refusal of(int status, String code, String message) {
    return new Refusal(status, code, message, true, false);
  }

  /** Returns a refusal that may not hold the next time. */
  Refusal passing() {
    return new Refusal(status, code, message, false, closes);
  }

  Refusal closing() {
    return new Refusal(status, code, message, isFinal, true);
  }

  /** Answers with it, in the form of that wire. */
  void send(Shape shape, Outgoing answer) throws IOException {
    byte[] body = shape.error(status, code, message).getBytes(StandardCharsets.UTF_8);
    List<Incoming.Field> fields = new ArrayList<>();
    fields.add(new Incoming.Field("Content-Type", "application/json"));
    if (isFinal) {
      fields.add(new Incoming.Field("x-should-retry", "false"));
    }
    if (status == 426) {
      fields.add(new Incoming.Field("Upgrade", "HTTP/1.1"));
    }
    if (closes) {
      answer.closeAfter();
    }
    answer.head(status, fields, body.length);
    answer.write(body, 0, body.length);
    answer.end();
  }
}
