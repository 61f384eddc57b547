package dev.byok;

import dev.byok.catalog.Provider;
import dev.byok.client.Answer;
import dev.byok.client.Ask;
import dev.byok.client.Progress;
import dev.byok.client.ProviderClient;
import dev.byok.client.Terms;
import dev.byok.client.bedrock.BedrockClient;
import dev.byok.http.Request;
import dev.byok.http.Transport;
import dev.byok.routing.Route;
import java.time.Clock;

/**
 * Sends Bedrock's prompts through {@link BedrockClient}, which signs them, all others through the
 * common client. The former is made only when needed, so other prompts load no class of the AWS
 * SDK.
 */
public final class DispatchingClient implements ProviderClient {
  private final ProviderClient others;
  private final Transport transport;
  private final String userAgent;
  private final Clock clock;

  /**
   * @param others the client for every other provider
   */
  public DispatchingClient(
      ProviderClient others, Transport transport, String userAgent, Clock clock) {
    this.others = others;
    this.transport = transport;
    this.userAgent = userAgent;
    this.clock = clock;
  }

  @Override
  public void prepare(Route route) {
    others.prepare(route);
  }

  @Override
  public Request request(Route route, Ask ask, Terms terms) {
    return client(route).request(route, ask, terms);
  }

  @Override
  public Answer ask(Route route, Ask ask, Terms terms, Progress progress) {
    return client(route).ask(route, ask, terms, progress);
  }

  private ProviderClient client(Route route) {
    return route.provider().auth() == Provider.Auth.AWS
        ? new BedrockClient(transport, userAgent, clock)
        : others;
  }
}
