package dev.byok.dialects.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byok.catalog.Quirks;
import dev.byok.conversation.Reply;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Checks that odd input does no harm, wherever it is cut. */
final class OpenAiChatFuzzTest {
  private static final Quirks TAGS =
      new Quirks(
          JsonObject.builder()
              .put("think_tags", true)
              .put("reasoning_outside_output", true)
              .build());

  /** Pieces of tags are frequent here, since random letters would never make a whole one. */
  private static final String[] WORDS = {
    "<think>", "</think>", "<th", "ink>", "</", "<", ">", "/think>", "\n", " ", "a", "é", "🙂"
  };

  private static final List<String> FIELDS =
      List.of(
          "id",
          "model",
          "choices",
          "delta",
          "message",
          "content",
          "reasoning_details",
          "type",
          "text",
          "thinking",
          "finish_reason",
          "usage",
          "prompt_tokens",
          "completion_tokens",
          "completion_tokens_details",
          "reasoning_tokens",
          "cost",
          "x_groq",
          "base_resp",
          "status_code",
          "provider_metadata",
          "gateway",
          "marketCost");

  @FuzzTest(maxDuration = "30s")
  void pieces_add_up_to_what_they_are_in_one(FuzzedDataProvider data) throws Exception {
    List<String> pieces = new ArrayList<>();
    while (data.remainingBytes() > 0 && pieces.size() < 200) {
      pieces.add(data.consumeBoolean() ? data.pickValue(WORDS) : data.consumeString(5));
    }
    assertPiecesAddUp(pieces);
  }

  @FuzzTest(maxDuration = "30s")
  void any_event_is_read_or_refused(FuzzedDataProvider data) {
    assertReadOrRefused(data.consumeRemainingAsString());
  }

  @RepeatedTest(200)
  void random_pieces_add_up(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    List<String> pieces = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      pieces.add(WORDS[random.nextInt(WORDS.length)]);
    }
    assertPiecesAddUp(pieces);
  }

  @RepeatedTest(200)
  void a_chunk_with_a_field_of_any_type_is_read_or_refused(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    assertReadOrRefused(Json.write(odd(random, 0)));
  }

  private static void assertPiecesAddUp(List<String> pieces) throws Exception {
    Reply parted = reply(pieces);
    Reply whole = reply(List.of(String.join("", pieces)));
    assertEquals(whole.text(), parted.text(), pieces.toString());
    assertEquals(whole.reasoning(), parted.reasoning(), pieces.toString());
    String all = String.join("", pieces);
    if (!all.stripLeading().startsWith("<think>")) {
      assertEquals(all, parted.text());
    }
    assertTrue(parted.text().length() + parted.reasoning().length() <= all.length());
  }

  private static void assertReadOrRefused(String data) {
    try {
      new OpenAiChatDecoder(TAGS).event(new Event("message", data)).forEach(new Reply()::add);
      new OpenAiChatDecoder(TAGS).whole(data).forEach(new Reply()::add);
    } catch (JsonSyntaxException malformed) {
      assertTrue(String.valueOf(malformed.getMessage()).contains("line"));
    } catch (ProviderErrorException reported) {
      assertTrue(reported.error().kind().exitCode() >= 3);
    }
  }

  private static Reply reply(List<String> pieces) throws Exception {
    Reply reply = new Reply();
    OpenAiChatDecoder decoder = new OpenAiChatDecoder(TAGS);
    for (String piece : pieces) {
      decoder
          .event(
              new Event(
                  "message", "{\"choices\":[{\"delta\":{\"content\":" + Json.write(piece) + "}}]}"))
          .forEach(reply::add);
    }
    decoder.event(new Event("message", "[DONE]")).forEach(reply::add);
    return reply;
  }

  /** Returns a chunk whose fields have the right values or any others. */
  private static Object odd(Random random, int depth) {
    JsonObject.Builder object = JsonObject.builder();
    for (String field : FIELDS) {
      if (random.nextInt(3) == 0) {
        object.put(
            field, depth < 3 && random.nextBoolean() ? odd(random, depth + 1) : leaf(random));
      }
    }
    return random.nextInt(4) == 0 ? List.of(object.build(), 1L) : object.build();
  }

  private static Object leaf(Random random) {
    Object[] leaves = {"", "stop", "<think>x", -1L, Long.MAX_VALUE, 0.5, true, List.of(), "error"};
    return leaves[random.nextInt(leaves.length)];
  }
}
