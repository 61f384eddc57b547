package dev.byok.client.bedrock;

import dev.byok.client.Answer;
import dev.byok.client.Ask;
import dev.byok.client.Dialects;
import dev.byok.client.HttpProviderClient;
import dev.byok.client.Progress;
import dev.byok.client.ProviderClient;
import dev.byok.client.Terms;
import dev.byok.dialects.Dialect;
import dev.byok.http.Request;
import dev.byok.http.Transport;
import dev.byok.routing.Route;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Sends prompts to AWS Bedrock, by Converse or on OpenAI's wires. The SDK only signs and decodes.
 * Connections, time-outs and retries are those of every other provider, so nothing is ever
 * requested twice without byok's knowledge.
 */
public final class BedrockClient implements ProviderClient {
  static final String CONVERSE = "bedrock-converse";

  private final HttpProviderClient client;

  public BedrockClient(Transport transport, String userAgent, Clock clock) {
    client =
        new HttpProviderClient(
            transport, BedrockClient::dialect, userAgent, clock, new BedrockConventions(clock));
  }

  private static @Nullable Dialect dialect(String name) {
    return name.equals(CONVERSE) ? new ConverseDialect() : new Dialects().apply(name);
  }

  @Override
  public Request request(Route route, Ask ask, Terms terms) {
    return client.request(route, ask, terms);
  }

  @Override
  public Answer ask(Route route, Ask ask, Terms terms, Progress progress) {
    return client.ask(route, ask, terms, progress);
  }
}
