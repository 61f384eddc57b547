package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.client.bedrock.BedrockClient;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.Reply;
import dev.byok.conversation.Usage;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.keys.Credential;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeySettings;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import dev.byok.testing.AwsFrames;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.LongForm;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Changes, loses, repeats or moves a few bytes, words or events of good answers in every dialect.
 * Each result must be a reply or a failure with its own code, and is requested only once.
 */
final class MutatedAnswersTest {
  private static final int ANSWERS = LongForm.of(8_000, 1_000_000);

  /** The kinds that a server's answer can cause. None of them says that the user is at fault. */
  private static final Set<Kind> OF_ANSWERS =
      Set.of(Kind.UNAVAILABLE, Kind.INCOMPLETE, Kind.REFUSED);

  private static final List<String> WORDS =
      List.of(
          "null",
          "-1",
          "0",
          "1e999",
          "99999999999999999999",
          "\"",
          "{",
          "}",
          "[",
          "]",
          "\n\n",
          "\r",
          "data: ",
          "event: x\n",
          "[DONE]",
          "\\u0000",
          "\\ud83d",
          "\uFEFF",
          "true",
          "\"stop\"",
          "\"STOP\"",
          "{}",
          "[[[[[[[[",
          ",",
          ":",
          "\u001e",
          "id",
          "7",
          "\"7\"");

  /** An answer to change, one character per byte, and the route that it comes from. */
  private record Seed(Route route, String type, String latin) {
    byte[] body() {
      return latin.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void are_replies_or_failures_and_never_asked_for_again() {
    List<Seed> seeds = seeds();
    long base = System.nanoTime();
    for (int i = 0; i < ANSWERS; i++) {
      long number = base + i;
      Random random = new Random(number);
      Seed seed = seeds.get(random.nextInt(seeds.size()));
      byte[] body = seed.body();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        body = changed(body, random);
      }
      Sender sender = new Sender(seed.type(), body, random.nextInt(8) == 0, "");
      String shown = "seed " + number + ": " + new String(body, StandardCharsets.UTF_8);
      check(seed.route(), sender, shown, body.length);
    }
  }

  private static void check(Route route, Sender sender, String shown, int length) {
    Reply reply = new Reply();
    ProviderClient client = client(route, sender);
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), Options.none());
    Terms terms = new Terms(true, Duration.ofSeconds(5), 2);
    try (Answer answer = client.ask(route, Ask.of(prompt), terms, new RetryTest.Recorder())) {
      for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
        reply.add(delta);
      }
    } catch (Failure failure) {
      assertTrue(OF_ANSWERS.contains(failure.kind()), failure.text() + " of " + shown);
    } catch (RuntimeException | StackOverflowError bug) {
      throw new AssertionError(shown, bug);
    }
    assertEquals(1, sender.requests(), shown);
    assertTrue(reply.text().length() + reply.reasoning().length() <= length, shown);
    Usage usage = reply.usage();
    assertTrue(fits(usage.input(), usage.cacheRead()), shown);
    assertTrue(fits(usage.output(), usage.reasoning()), shown);
  }

  private static ProviderClient client(Route route, Sender sender) {
    return route.provider().id().equals("bedrock")
        ? new BedrockClient(sender, "byok/test", Clock.systemUTC())
        : new HttpProviderClient(sender, new Dialects(), "byok/test", Clock.systemUTC());
  }

  private static boolean fits(@Nullable Long whole, @Nullable Long part) {
    return (whole == null || whole >= 0) && (part == null || whole == null || whole >= part);
  }

  private static byte[] changed(byte[] body, Random random) {
    int at = body.length == 0 ? 0 : random.nextInt(body.length);
    int end = Math.min(body.length, at + 1 + random.nextInt(random.nextInt(8) == 0 ? 200 : 12));
    byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    byte[] part = Arrays.copyOfRange(body, at, end);
    return switch (random.nextInt(7)) {
      case 0 ->
          joined(body, at, new byte[] {(byte) random.nextInt(256)}, Math.min(at + 1, body.length));
      case 1 -> joined(body, at, new byte[0], end);
      case 2 -> joined(body, at, word, at);
      case 3 -> joined(body, at, word, end);
      case 4 -> joined(body, end, part, end);
      case 5 -> Arrays.copyOf(body, at);
      default -> moved(body, at, end, random);
    };
  }

  private static byte[] moved(byte[] body, int at, int end, Random random) {
    byte[] part = Arrays.copyOfRange(body, at, end);
    byte[] rest = joined(body, at, new byte[0], end);
    int to = random.nextInt(rest.length + 1);
    return joined(rest, to, part, to);
  }

  /** Returns the body with other bytes between two positions. */
  private static byte[] joined(byte[] body, int from, byte[] between, int to) {
    byte[] result = Arrays.copyOf(body, from + between.length + body.length - to);
    System.arraycopy(between, 0, result, from, between.length);
    System.arraycopy(body, to, result, from + between.length, body.length - to);
    return result;
  }

  private static List<Seed> seeds() {
    List<Seed> seeds = new ArrayList<>();
    for (Dialect dialect : Dialect.values()) {
      Route route = dialect.route();
      for (String body : List.of(dialect.stream(), dialect.whole(), dialect.lines())) {
        for (String type : List.of("text/event-stream", "application/json", "")) {
          seeds.add(new Seed(route, type, body));
        }
      }
    }
    Route bedrock =
        new Route(
            Catalog.load().get("bedrock"),
            new KeyName("bedrock", null),
            Endpoint.of("http://127.0.0.1:1", false),
            "m",
            Credential.from("the keychain", () -> Secret.of(FakeBedrock.KEY)),
            KeySettings.none().withRegion("us-east-1"));
    byte[] frames =
        AwsFrames.joined(
            AwsFrames.event("messageStart", "{\"role\":\"assistant\"}"),
            AwsFrames.event("contentBlockDelta", FakeBedrock.delta("Hello")),
            AwsFrames.event("messageStop", "{\"stopReason\":\"end_turn\"}"),
            AwsFrames.event(
                "metadata",
                "{\"usage\":{\"inputTokens\":7,\"outputTokens\":2,\"totalTokens\":9}}"));
    String latin = new String(frames, StandardCharsets.ISO_8859_1);
    seeds.add(new Seed(bedrock, "application/vnd.amazon.eventstream", latin));
    return seeds;
  }
}
