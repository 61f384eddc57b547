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
import dev.byok.secrets.Redaction;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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

  /** Sends a form with a signature. */
  AwsAnswer post(String name, URI address, String form, BedrockCredentials.AccessKey key) {
    return send(name, signer.signed(form(address, form), key, "sts"), key.secrets());
  }

  /**
   * Sends a form that proves itself.
   *
   * @param proof the secret in it
   */
  AwsAnswer post(String name, URI address, String form, Secret proof) {
    return send(name, form(address, form), List.of(proof));
  }

  private Request form(URI address, String form) {
    List<Header> headers =
        List.of(
            new Header.Plain("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
            new Header.Plain("User-Agent", userAgent));
    return new Request("POST", address, headers, form, PATIENCE);
  }

  /** Gets a short answer from a service on the network. */
  AwsAnswer get(String name, URI address, Header... with) {
    return send(name, request("GET", address, PATIENCE, with), secrets(with));
  }

  /** Asks a metadata address, which is on this machine or its host. */
  AwsAnswer near(String name, String method, URI address, Header... with) {
    return send(name, request(method, address, NEAR, with), secrets(with));
  }

  private static List<Secret> secrets(Header... headers) {
    List<Secret> secrets = new ArrayList<>();
    for (Header header : headers) {
      if (header instanceof Header.Credential credential) {
        secrets.add(credential.secret());
      }
    }
    return secrets;
  }

  private Request request(String method, URI address, Duration patience, Header... with) {
    List<Header> headers = new ArrayList<>(List.of(with));
    headers.add(new Header.Plain("Accept", "*/*"));
    headers.add(new Header.Plain("User-Agent", userAgent));
    return new Request(method, address, headers, method.equals("PUT") ? "" : null, patience);
  }

  private AwsAnswer send(String name, Request request, List<Secret> secrets) {
    try (Response response = transport.send(request)) {
      String body =
          SmallBody.read(
              response,
              request.idleTimeout(),
              LARGEST,
              in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return new AwsAnswer(
          name, response.status(), body == null ? "" : body, Redaction.of(secrets));
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
