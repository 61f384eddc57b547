package dev.byok.access.aws;

import dev.byok.keys.forms.AwsKeyForm;
import java.util.function.Supplier;

/**
 * A way whose parts are given.
 *
 * @param from fetches the credentials
 */
record FixedWay(String words, String renewal, Supplier<AwsKeyForm> from) implements Way {
  @Override
  public AwsKeyForm fetch() {
    return from.get();
  }
}
