package dev.byok.serve.listen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as its connection has it. */
final class ReceivedRequest implements Incoming {
  private final ReceivedHead head;
  private final RequestBody body;
  private final SentAnswer answer;

  ReceivedRequest(ReceivedHead head, RequestBody body, SentAnswer answer) {
    this.head = head;
    this.body = body;
    this.answer = answer;
  }

  @Override
  public String method() {
    return head.method();
  }

  @Override
  public String target() {
    return head.target();
  }

  @Override
  public List<Field> fields() {
    return head.fields();
  }

  @Override
  public @Nullable String first(String name) {
    return head.first(name);
  }

  @Override
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(1);
    for (Field field : head.fields()) {
      if (field.name().equalsIgnoreCase(name)) {
        values.add(field.value());
      }
    }
    return values;
  }

  @Override
  public boolean isUpgradeTo(String protocol) {
    for (Field field : head.fields()) {
      if (field.name().equalsIgnoreCase("Upgrade") && ReceivedHead.has(field.value(), protocol)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public byte[] body(int most) throws IOException {
    body.requireAtMost(most);
    if (body.isExpected()) {
      answer.tellToGoOn();
    }
    try {
      byte[] whole = body.whole(most);
      answer.bodyWasRead();
      return whole;
    } catch (ClientLeftException left) {
      answer.tellLeft();
      throw left;
    }
  }
}
