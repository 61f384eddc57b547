package dev.byok.dialects;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Reply;
import dev.byok.conversation.Usage;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Feeds decoders with what no provider should send. */
public final class AnyAnswer {
  private static final List<String> TYPES =
      List.of("message", "error", "ping", "message_start", "content_block_delta", "");
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e309",
          "1e-400",
          "18446744073709551616",
          "9223372036854775807",
          "\"\"",
          "\"x\"",
          "\"\\ud800\"",
          "[]",
          "[[]]",
          "[null]",
          "{}",
          "{\"text\":1}",
          "{\"type\":{}}",
          "");

  private AnyAnswer() {}

  public static Stream<String> odd(String... forms) {
    List<String> answers = new ArrayList<>();
    for (String form : forms) {
      for (String value : VALUES) {
        answers.add(form.formatted(value));
      }
    }
    answers.add("[".repeat(100_000));
    answers.add("{\"error\":".repeat(400) + "1" + "}".repeat(400));
    return answers.stream();
  }

  public static void decode(Supplier<Decoder> fresh, FuzzedDataProvider data) {
    Decoder decoder = fresh.get();
    int events = data.consumeInt(0, 5);
    for (int i = 0; i < events; i++) {
      event(decoder, data.pickValue(TYPES), data.consumeString(500));
    }
    String body = data.consumeRemainingAsString();
    whole(fresh.get(), body);
  }

  public static void decode(Supplier<Decoder> fresh, String answer) {
    for (String type : TYPES) {
      event(fresh.get(), type, answer);
    }
    whole(fresh.get(), answer);
  }

  private static void event(Decoder decoder, String type, String data) {
    try {
      check(decoder.event(new Event(type, data)));
    } catch (ProviderErrorException reported) {
      check(reported.before());
    } catch (JsonSyntaxException malformed) {
      assertNotNull(malformed.getMessage());
    }
  }

  private static void whole(Decoder decoder, String body) {
    try {
      check(decoder.whole(body));
    } catch (ProviderErrorException reported) {
      check(reported.before());
    } catch (JsonSyntaxException malformed) {
      assertNotNull(malformed.getMessage());
    }
  }

  private static void check(List<Delta> deltas) {
    Reply reply = new Reply();
    deltas.forEach(reply::add);
    Usage usage = reply.usage();
    for (Long count : counts(usage)) {
      assertTrue(count == null || count >= 0, usage.toString());
    }
    String reason = reply.finishReason();
    assertTrue(reason == null || !reason.isEmpty());
  }

  private static List<@Nullable Long> counts(Usage usage) {
    List<@Nullable Long> counts = new ArrayList<>();
    counts.add(usage.input());
    counts.add(usage.cacheRead());
    counts.add(usage.cacheWrite());
    counts.add(usage.output());
    counts.add(usage.reasoning());
    return counts;
  }
}
