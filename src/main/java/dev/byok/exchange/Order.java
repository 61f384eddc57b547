package dev.byok.exchange;

import dev.byok.client.Ask;
import dev.byok.client.Terms;
import dev.byok.routing.Route;

/**
 * One ask for a provider.
 *
 * @param route provider, host, key and model; of the wires that serve the model one that has what
 *     the prompt asks for
 * @param terms how it is sent
 * @param filing where it is recorded
 * @param wishes what the user wants besides an answer
 */
public record Order(Route route, Ask ask, Terms terms, Filing filing, Wishes wishes) {
  public Order {
    if (ask instanceof Ask.OfPrompt asked) {
      route = route.fitting(asked.prompt().options());
    }
  }
}
