package dev.byok.exchange;

import dev.byok.client.Ask;
import dev.byok.client.Terms;
import dev.byok.routing.Route;

/**
 * One thing to ask of a provider, once.
 *
 * @param route which provider, host, key and model
 * @param terms how it is sent
 * @param filing where it is written down
 * @param wishes what the user wants of it besides an answer
 */
public record Order(Route route, Ask ask, Terms terms, Filing filing, Wishes wishes) {}
