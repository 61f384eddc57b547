package dev.byok.dialects;

import dev.byok.conversation.Prompt;

/** A wire format. Knows no key and no network. */
public interface Dialect {
  /** The path of a completion, below the provider's base URL, percent-encoded. */
  String path(Call call);

  /**
   * The JSON body of a request.
   *
   * @throws dev.byok.failure.Failure of kind {@code USAGE} when the prompt holds what this provider
   *     or model does not take
   */
  String encode(Prompt prompt, Call call);

  /** A fresh decoder for one answer. */
  Decoder decoder(Call call);
}
