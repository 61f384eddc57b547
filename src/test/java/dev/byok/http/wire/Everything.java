package dev.byok.http.wire;

import dev.byok.failure.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Returns all text of a failure, to search it for what it must not say. */
public final class Everything {
  private Everything() {}

  public static String said(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    if (thrown instanceof Failure failure) {
      text.append(failure.text()).append(String.valueOf(failure.hint()));
      text.append(failure.details().toString());
    }
    return text.toString();
  }
}
