package dev.byok.keys.stores;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.byok.failure.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A secret that must not appear anywhere. */
public final class Canary {
  public static final String VALUE = "sk-CANARY-5f2d7c1e9b";

  private Canary() {}

  /** Checks every text of the failure and its causes, and returns the failure. */
  public static Failure absentFrom(Failure failure) {
    StringWriter everything = new StringWriter();
    failure.printStackTrace(new PrintWriter(everything));
    everything.write(failure.text() + failure.details() + failure.hint() + failure);
    assertFalse(everything.toString().contains("CANARY"), failure.text());
    return failure;
  }
}
