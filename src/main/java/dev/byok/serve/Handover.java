package dev.byok.serve;

import dev.byok.client.Receiver;
import dev.byok.http.Header;
import dev.byok.serve.listen.Outgoing;
import java.io.IOException;
import java.util.List;

/** Hands a provider's answer to the program, as it comes. */
final class Handover implements Receiver {
  private final Outgoing answer;
  private volatile int status;
  private volatile boolean complete;

  Handover(Outgoing answer) {
    this.answer = answer;
  }

  @Override
  public void head(int code, List<Header.Plain> fields, long length) throws IOException {
    status = code;
    answer.head(code, PassedFields.answer(fields), length);
  }

  @Override
  public void bytes(byte[] bytes, int from, int count) throws IOException {
    answer.write(bytes, from, count);
  }

  @Override
  public void end() throws IOException {
    complete = true;
    answer.end();
  }

  /** Returns the status that the program got; 0 before it got one. */
  int status() {
    return status;
  }

  /** Returns whether the program has the whole answer. */
  boolean isComplete() {
    return complete;
  }
}
