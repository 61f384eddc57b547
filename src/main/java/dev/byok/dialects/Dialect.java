package dev.byok.dialects;

import dev.byok.conversation.Prompt;

/** A wire format. It knows neither keys nor the network. */
public interface Dialect {
  /** Returns the percent-encoded path of a completion, below the provider's base URL. */
  String path(Call call);

  /**
   * Returns the JSON body of a request.
   *
   * @throws dev.byok.failure.Failure of kind {@code USAGE} when the prompt has something that this
   *     provider or model does not take
   */
  String encode(Prompt prompt, Call call);

  /** Returns a new decoder for one answer. */
  Decoder decoder(Call call);
}
