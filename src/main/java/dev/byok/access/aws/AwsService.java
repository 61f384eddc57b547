package dev.byok.access.aws;

import dev.byok.client.bedrock.BedrockCredentials;
import dev.byok.client.bedrock.RequestSigner;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.wire.SmallBody;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks AWS's credential services, each once. Answers are short, and so is the time for them. */
final class AwsService {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** An address of this machine or its host answers at once, or there is nobody. */
  private static final Duration NEAR = Duration.ofSeconds(1);

  private static final int LARGEST = 1 << 20;

  private final Transport transport;
  private final String userAgent;
  private final RequestSigner signer;
  private final Clock clock;

  AwsService(Transport transport, String userAgent, Clock clock) {
    this.transport = transport;
    this.userAgent = userAgent;
    this.signer = new RequestSigner(clock);
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** Returns the domain of AWS's services in a region. */
  static String domain(String region) {
    return region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
  }

  /**
   * Sends a form.
   *
   * @param key signs it; null for a form that proves itself
   */
  AwsAnswer post(
      String name, URI address, String form, BedrockCredentials.@Nullable AccessKey key) {
    List<Header> headers =
        List.of(
            new Header.Plain("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
            new Header.Plain("User-Agent", userAgent));
    Request open = new Request("POST", address, headers, form, PATIENCE);
    return send(name, key == null ? open : signer.signed(open, key, "sts"));
  }

  /** Gets a short answer from a service on the network. */
  AwsAnswer get(String name, URI address, Header... with) {
    return send(name, request("GET", address, PATIENCE, with));
  }

  /** Asks a metadata address, which is on this machine or its host. */
  AwsAnswer near(String name, String method, URI address, Header... with) {
    return send(name, request(method, address, NEAR, with));
  }

  private Request request(String method, URI address, Duration patience, Header... with) {
    List<Header> headers = new ArrayList<>(List.of(with));
    headers.add(new Header.Plain("Accept", "*/*"));
    headers.add(new Header.Plain("User-Agent", userAgent));
    return new Request(method, address, headers, method.equals("PUT") ? "" : null, patience);
  }

  private AwsAnswer send(String name, Request request) {
    try (Response response = transport.send(request)) {
      String body =
          SmallBody.read(
              response,
              request.idleTimeout(),
              LARGEST,
              in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return new AwsAnswer(name, response.status(), body == null ? "" : body);
    } catch (Failure failed) {
      throw failed.provider("bedrock").unsent(true);
    } catch (IOException | JsonSyntaxException broken) {
      throw Failure.of(Kind.UNAVAILABLE, "the answer of " + name + " broke off")
          .provider("bedrock")
          .unsent(true)
          .hint("try again")
          .causedBy(broken);
    }
  }
}
