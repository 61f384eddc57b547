package dev.byok.dialects;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Prompt;

/** A wire format. Knows no key and no network. */
public interface Dialect {
  /** The path of a completion, below the provider's base URL. */
  String path();

  /** The JSON body of a request. */
  String encode(Prompt prompt, String model, Quirks quirks, boolean stream);

  /** A fresh decoder for one answer. */
  Decoder decoder();
}
