package dev.byok.keys.stores;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.byok.failure.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A secret that must show up nowhere. */
public final class Canary {
  public static final String VALUE = "sk-CANARY-5f2d7c1e9b";

  private Canary() {}

  /** Looks at every text of the failure and of what caused it. */
  public static Failure absentFrom(Failure failure) {
    StringWriter everything = new StringWriter();
    failure.printStackTrace(new PrintWriter(everything));
    everything.write(failure.text() + failure.details() + failure.hint() + failure);
    assertFalse(everything.toString().contains("CANARY"), failure.text());
    return failure;
  }
}
