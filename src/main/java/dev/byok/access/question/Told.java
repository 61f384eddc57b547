package dev.byok.access.question;

import dev.byok.dialects.errors.ProviderError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The outcome of one question. */
public sealed interface Told<T> {
  /** The service sent what was asked for. */
  record Answer<T>(T value) implements Told<T> {}

  /**
   * The service's report instead of an answer.
   *
   * @param location where a redirect points, or null
   */
  record Refused<T>(ProviderError error, @Nullable String location) implements Told<T> {}

  /** Only a part of the answer came, it was too large, or it took too long. */
  record BrokeOff<T>(IOException why) implements Told<T> {}

  /** The status was good, but the body was not what was asked for. */
  record SomethingElse<T>() implements Told<T> {}
}
