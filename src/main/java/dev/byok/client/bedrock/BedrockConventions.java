package dev.byok.client.bedrock;

import dev.byok.client.Conventions;
import dev.byok.client.Heap;
import dev.byok.client.UsualConventions;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Request;
import dev.byok.keys.forms.AwsKeyForm;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import dev.byok.sse.EventSource;
import java.time.Clock;
import java.util.List;

/**
 * Bedrock's conventions: a signed request or a key in a header. Streams are AWS's own, except on
 * OpenAI's wires, where they are server-sent events as everywhere.
 */
public final class BedrockConventions implements Conventions {
  /** A frame usually contains a few words, and an image at the most. */
  private static final int LARGEST_FRAME = 16 << 20;

  /** A frame exists as bytes, as a payload, as text, and as a JSON value. */
  private static final int COPIES_OF_A_FRAME = 8;

  private final Conventions openAi = new UsualConventions();
  private final RequestSigner signer;
  private final Clock clock;

  public BedrockConventions(Clock clock) {
    this.signer = new RequestSigner(clock);
    this.clock = clock;
  }

  /** Signs again for each attempt: a signature is valid for minutes, and a wait may be as long. */
  @Override
  public Request proven(Request request, Route route) {
    BedrockCredentials credentials = credentials(route);
    String renewal = route.credential().source().renewal();
    credentials.requireUnexpired(clock, renewal == null ? AwsKeyForm.EXPORT : renewal);
    return signer.signed(request, credentials);
  }

  @Override
  public List<Secret> secrets(Route route) {
    return credentials(route).secrets();
  }

  @Override
  public String streamType(Route route) {
    return isConverse(route) ? "application/vnd.amazon.eventstream" : openAi.streamType(route);
  }

  @Override
  public EventSource events(Route route) {
    return isConverse(route)
        ? new FrameReader(Heap.most(LARGEST_FRAME, COPIES_OF_A_FRAME))
        : openAi.events(route);
  }

  private static boolean isConverse(Route route) {
    return route.wire().dialect().equals(BedrockClient.CONVERSE);
  }

  public static BedrockCredentials credentials(Route route) {
    Secret secret = route.credential().secret();
    if (secret == null) {
      throw Failure.of(Kind.NO_KEY, "Bedrock needs a key, and \"" + route.key() + "\" has none")
          .provider(route.provider().id())
          .keyHint("byok keys add " + route.key() + " stores one");
    }
    return BedrockCredentials.parse(secret, route.settings().region());
  }
}
