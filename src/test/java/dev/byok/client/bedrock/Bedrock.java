package dev.byok.client.bedrock;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.client.Answer;
import dev.byok.client.Ask;
import dev.byok.client.Progress;
import dev.byok.client.Terms;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.Reply;
import dev.byok.http.Endpoint;
import dev.byok.http.Transport;
import dev.byok.http.tls.Tls;
import dev.byok.http.wire.Proxies;
import dev.byok.http.wire.SocketTransport;
import dev.byok.keys.Credential;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeySettings;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends a prompt to Bedrock as a command does, and keeps the notices. */
public final class Bedrock implements Progress {
  static final String MODEL = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
  private static final Provider PROVIDER = Catalog.load().get("bedrock");
  static final Options PLAIN = Options.none();

  private final List<String> told = new ArrayList<>();
  private final Transport transport;

  Bedrock() {
    this(new SocketTransport(Proxies.none(), Tls.of(Map.of(), Optional.empty())));
  }

  Bedrock(Transport transport) {
    this.transport = transport;
  }

  public static Route route(String host, String secret, String model) {
    return new Route(
        PROVIDER,
        new KeyName("bedrock", null),
        Endpoint.of(host, false),
        model,
        Credential.from("the keychain", () -> Secret.of(secret)),
        KeySettings.none().withRegion("us-east-1"));
  }

  static Prompt prompt(Options options, Message... messages) {
    return new Prompt("be brief", List.of(messages), options);
  }

  static Prompt hi() {
    return prompt(PLAIN, Message.user("hi ü"));
  }

  static Terms terms(boolean stream) {
    return new Terms(stream, Duration.ofSeconds(5), 2);
  }

  BedrockClient client() {
    return new BedrockClient(transport, "byok/test", Clock.systemUTC());
  }

  Answer begin(Route route, Prompt prompt, boolean stream) {
    return client().ask(route, Ask.of(prompt), terms(stream), this);
  }

  Reply ask(Route route, Prompt prompt, boolean stream) {
    Reply reply = new Reply();
    ask(route, prompt, stream, reply);
    return reply;
  }

  /** Adds the answer to the reply until it ends or fails. */
  void ask(Route route, Prompt prompt, boolean stream, Reply reply) {
    try (Answer answer = begin(route, prompt, stream)) {
      for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
        reply.add(delta);
      }
    }
  }

  /** Returns all notices, one per line. */
  String told() {
    return String.join("\n", told);
  }

  @Override
  public void attempt(int number) {}

  @Override
  public void notice(String line) {
    told.add(line);
  }

  @Override
  public void verbose(String line) {
    told.add(line);
  }

  @Override
  public boolean pause(Duration wait) {
    return true;
  }

  @Override
  public void opened(Closeable connection) {}

  @Override
  public boolean stopped() {
    return false;
  }
}
