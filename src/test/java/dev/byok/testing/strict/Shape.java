package dev.byok.testing.strict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a JSON value must look like. */
@FunctionalInterface
interface Shape {
  /** Returns the first thing that is wrong with the value, or null. */
  @Nullable Violation check(List<Object> at, @Nullable Object value);
}
