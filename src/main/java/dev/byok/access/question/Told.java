package dev.byok.access.question;

import dev.byok.dialects.errors.ProviderError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What became of one question. */
public sealed interface Told<T> {
  /** What was asked for. */
  record Answer<T>(T value) implements Told<T> {}

  /**
   * The service's report instead of an answer.
   *
   * @param location where a redirect points
   */
  record Refused<T>(ProviderError error, @Nullable String location) implements Told<T> {}

  /** Only a part of the answer came, or more than anybody reads, or it took too long. */
  record BrokeOff<T>(IOException why) implements Told<T> {}

  /** A good status, and not what was asked for. */
  record SomethingElse<T>() implements Told<T> {}
}
