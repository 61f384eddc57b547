package dev.byok.dialects.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Reply;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.sse.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks where byok finds text and reasoning in what providers send. */
final class OpenAiChatContentTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"content":"a"}                                                                      | a  |
          {"content":""}                                                                       |    |
          {"content":null,"refusal":"no"}                                                      |    |
          {"content":"a","refusal":null}                                                       | a  |
          {"content":7}                                                                        |    |
          {"reasoning_content":"r"}                                                            |    | r
          {"reasoning":"r"}                                                                    |    | r
          {"reasoning_text":"r"}                                                               |    | r
          {"reasoning_content":"r","reasoning":"r","content":"a"}                              | a  | r
          {"reasoning_content":"","reasoning":"r"}                                             |    | r
          {"reasoning":{"effort":"x"},"reasoning_text":"r"}                                    |    | r
          {"reasoning_details":[{"type":"reasoning.text","text":"r"}]}                         |    | r
          {"reasoning_details":[{"type":"reasoning.summary","summary":"r"},{"text":"s"}]}      |    | rs
          {"reasoning_details":[{"type":"reasoning.encrypted","data":"x"},7]}                  |    |
          {"reasoning":"r","reasoning_details":[{"type":"reasoning.text","text":"r"}]}         |    | r
          {"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}                  | ab |
          {"content":[{"type":"thinking","thinking":[{"type":"text","text":"r"},{"text":"s"}]}]} |  | rs
          {"content":[{"type":"thinking","thinking":"r"},{"type":"text","text":"a"}]}          | a  | r
          {"content":[{"type":"reference","reference_ids":[1]},"x",null,{"type":"thinking"}]}  |    |
          """)
  void every_form_is_read_once(String delta, @Nullable String text, @Nullable String reasoning)
      throws Exception {
    Reply streamed = new Reply();
    decoder(false).event(event("{\"choices\":[{\"delta\":" + delta + "}]}")).forEach(streamed::add);
    assertEquals(text == null ? "" : text, streamed.text());
    assertEquals(reasoning == null ? "" : reasoning, streamed.reasoning());
    Reply whole = new Reply();
    decoder(false).whole("{\"choices\":[{\"message\":" + delta + "}]}").forEach(whole::add);
    assertEquals(streamed.text(), whole.text());
    assertEquals(streamed.reasoning(), whole.reasoning());
  }

  @Test
  void a_stream_in_the_form_of_a_whole_answer_is_read_and_never_twice() throws Exception {
    assertEquals(
        List.of(new Delta.Text("a")),
        new OpenAiChatDecoder(new Quirks(JsonObject.empty()))
            .event(new Event("message", "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}")));
    OpenAiChatDecoder older = new OpenAiChatDecoder(new Quirks(JsonObject.empty()));
    assertEquals(
        List.of(new Delta.Text("a")),
        older.event(new Event("message", "{\"choices\":[{\"text\":\"a\"}]}")));
    OpenAiChatDecoder repeating = new OpenAiChatDecoder(new Quirks(JsonObject.empty()));
    String delta = "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}";
    assertEquals(List.of(new Delta.Text("a")), repeating.event(new Event("message", delta)));
    assertEquals(
        List.of(), repeating.event(new Event("message", delta.replace("delta", "message"))));
  }

  @Test
  void another_choice_than_the_first_is_left_alone() throws Exception {
    Reply reply = new Reply();
    decoder(false)
        .event(
            event(
                "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}},"
                    + "{\"index\":0,\"delta\":{\"content\":\"a\"}}]}"))
        .forEach(reply::add);
    assertEquals("a", reply.text());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `<think>r</think>a`                | `a`                 | `r`
          `<think>\\nr\\n</think>\\n\\na\\n` | `a\\n`              | `r\\n`
          `\\n <think>r</think> a`           | ` a`                | `r`
          `<think>\\n\\n</think>\\n\\na`     | `a`                 | ``
          `<think></think>`                  | ``                  | ``
          `<think>r`                         | ``                  | `r`
          `<think>r</thin`                   | ``                  | `r</thin`
          `<think>a<b</c></think>x`          | `x`                 | `a<b</c>`
          `<think>r<</think>x`               | `x`                 | `r<`
          `<think>r</think>a</think>b`       | `a</think>b`        | `r`
          `<think>r</think><think>s</think>` | `<think>s</think>`  | `r`
          `a <think>r</think>`               | `a <think>r</think>`| ``
          `\\n\\na`                          | `\\n\\na`           | ``
          `<thin`                            | `<thin`             | ``
          `<thinking>a`                      | `<thinking>a`       | ``
          `<`                                | `<`                 | ``
          ` `                                | ` `                 | ``
          `a</think>b`                       | `a</think>b`        | ``
          """)
  void reasoning_between_tags_is_told_from_the_answer_wherever_it_is_cut(
      String escaped, String text, String reasoning) throws Exception {
    String content = escaped.replace("\\n", "\n");
    for (int cut = 0; cut <= content.length(); cut++) {
      assertParted(
          List.of(content.substring(0, cut), content.substring(cut)),
          text.replace("\\n", "\n"),
          reasoning.replace("\\n", "\n"));
    }
    assertParted(
        content.chars().mapToObj(Character::toString).toList(),
        text.replace("\\n", "\n"),
        reasoning.replace("\\n", "\n"));
  }

  @Test
  void tags_are_text_where_the_provider_has_no_such_custom() throws Exception {
    Reply reply = new Reply();
    feed(decoder(false), reply, List.of("<think>r</think>a"));
    assertEquals("<think>r</think>a", reply.text());
    assertEquals("", reply.reasoning());
  }

  @Test
  void endless_white_space_is_not_held_back() throws Exception {
    Reply reply = new Reply();
    OpenAiChatDecoder decoder = decoder(true);
    for (int i = 0; i < 300; i++) {
      decoder.event(event(chunk(" ", "null"))).forEach(reply::add);
    }
    assertEquals(" ".repeat(300), reply.text());
  }

  @Test
  void a_text_that_ends_without_a_finish_reason_is_handed_out_at_the_end_mark() throws Exception {
    Reply reply = new Reply();
    OpenAiChatDecoder decoder = decoder(true);
    decoder.event(event(chunk("<th", "null"))).forEach(reply::add);
    assertEquals("", reply.text());
    decoder.event(event("[DONE]")).forEach(reply::add);
    assertEquals("<th", reply.text());
  }

  private static void assertParted(List<String> pieces, String text, String reasoning)
      throws Exception {
    Reply streamed = new Reply();
    feed(decoder(true), streamed, pieces);
    assertEquals(text, streamed.text(), pieces.toString());
    assertEquals(reasoning, streamed.reasoning(), pieces.toString());
    Reply whole = new Reply();
    decoder(true)
        .whole(
            "{\"choices\":[{\"message\":{\"content\":"
                + Json.write(String.join("", pieces))
                + "}}]}")
        .forEach(whole::add);
    assertEquals(text, whole.text(), pieces.toString());
    assertEquals(reasoning, whole.reasoning(), pieces.toString());
  }

  private static void feed(OpenAiChatDecoder decoder, Reply reply, List<String> pieces)
      throws Exception {
    for (String piece : pieces) {
      decoder.event(event(chunk(piece, "null"))).forEach(reply::add);
    }
    decoder.event(event(chunk("", "\"stop\""))).forEach(reply::add);
  }

  private static String chunk(String content, String finish) {
    return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":"
        + Json.write(content)
        + "},\"finish_reason\":"
        + finish
        + "}]}";
  }

  private static Event event(String data) {
    return new Event("message", data);
  }

  /** Bedrock's chat completions have other tags. */
  @Test
  void the_tag_is_the_one_that_the_provider_uses() throws Exception {
    Reply reply = new Reply();
    OpenAiChatDecoder decoder =
        new OpenAiChatDecoder(
            new Quirks(JsonObject.builder().put("think_tags", "reasoning").build()));
    feed(decoder, reply, List.of("<reas", "oning>r", "</reasoning>", "\n<think>a"));
    assertEquals("r", reply.reasoning());
    assertEquals("<think>a", reply.text());
  }

  private static OpenAiChatDecoder decoder(boolean thinkTags) {
    return new OpenAiChatDecoder(
        new Quirks(JsonObject.builder().put("think_tags", thinkTags).build()));
  }
}
