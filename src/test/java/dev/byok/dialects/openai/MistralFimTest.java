package dev.byok.dialects.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Quirks;
import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.Reply;
import dev.byok.dialects.Call;
import dev.byok.dialects.Decoder;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import dev.byok.sse.Event;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MistralFimTest {
  private static final Quirks LIMITED =
      new Quirks(JsonObject.builder().put("most_gap_tokens", 1000L).build());

  private final MistralFim dialect = new MistralFim();
  private final Catalog catalog = Catalog.load();

  @Test
  void sends_what_stands_on_both_sides_and_nothing_that_was_not_asked_for() {
    assertEquals(
        "{\"model\":\"m\",\"prompt\":\"def f():\\n\",\"suffix\":\"\\nreturn\",\"stream\":true}",
        dialect.encode(gap("\nreturn", Options.none()), call("codestral", true)));
    assertEquals(
        "{\"model\":\"m\",\"prompt\":\"def f():\\n\"}",
        dialect.encode(gap("", Options.none()), call("codestral", false)));
  }

  @ParameterizedTest
  @CsvSource({"codestral, random_seed", "mistral, random_seed", "inception, seed"})
  void options_go_by_the_names_that_the_provider_has_for_them(String provider, String seed) {
    Options options = new Options(new BigDecimal("0.2"), 50L, null, List.of("END"), 7L, null);
    assertEquals(
        "{\"model\":\"m\",\"prompt\":\"def f():\\n\",\"suffix\":\"x\",\"temperature\":0.2,"
            + "\"max_tokens\":50,\"stop\":[\"END\"],\""
            + seed
            + "\":7}",
        dialect.encode(gap("x", options), call(provider, false)));
  }

  @Test
  void a_limit_is_stated_where_the_provider_wants_one() {
    Call limited = new Call("m", false, LIMITED, null);
    assertEquals(
        "{\"model\":\"m\",\"prompt\":\"def f():\\n\",\"max_tokens\":256}",
        dialect.encode(gap("", Options.none()), limited));
    assertEquals(
        "{\"model\":\"m\",\"prompt\":\"def f():\\n\",\"max_tokens\":1000}",
        dialect.encode(gap("", limit(1000)), limited));
    Failure refused =
        assertThrows(Failure.class, () -> dialect.encode(gap("", limit(1001)), limited));
    assertEquals(Kind.USAGE, refused.kind());
    assertEquals("--max-tokens 1001 is too much for a gap", refused.text());
  }

  @Test
  void what_belongs_to_a_conversation_is_refused() {
    assertRefused("be brief", List.of(Message.user("x")), Options.none());
    assertRefused(null, List.of(Message.user("x"), Message.user("y")), Options.none());
    Attachment image = new Attachment("a.png", Attachment.Type.PNG, new byte[1]);
    assertRefused(null, List.of(Message.user("x", List.of(image))), Options.none());
    assertRefused(
        null,
        List.of(Message.user("x")),
        new Options(null, null, Options.Effort.LOW, List.of(), null, null));
    assertRefused(
        null,
        List.of(Message.user("x")),
        new Options(null, null, null, List.of(), null, JsonObject.empty()));
  }

  @Test
  void the_gap_comes_in_the_form_of_an_answer() throws Exception {
    Reply reply = new Reply();
    Decoder decoder = dialect.decoder(call("codestral", true));
    for (String data :
        List.of(
            "{\"id\":\"f\",\"object\":\"fim.completion.chunk\",\"choices\":[{\"index\":0,"
                + "\"delta\":{\"content\":\"  x = 1\\n\"},\"finish_reason\":null}]}",
            "{\"id\":\"f\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},"
                + "\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":4}}",
            "[DONE]")) {
      decoder.event(new Event("message", data)).forEach(reply::add);
    }
    assertEquals("  x = 1\n", reply.text());
    assertEquals("stop", reply.finishReason());
    assertEquals(4L, reply.usage().output());
  }

  private void assertRefused(@Nullable String system, List<Message> turns, Options options) {
    Failure refused =
        assertThrows(
            Failure.class,
            () -> dialect.encode(new Prompt(system, turns, options), call("codestral", true)));
    assertEquals(Kind.USAGE, refused.kind());
  }

  private static Options limit(long tokens) {
    return new Options(null, tokens, null, List.of(), null, null);
  }

  private static Prompt gap(String suffix, Options options) {
    return new Prompt(null, List.of(Message.user("def f():\n")), options, suffix, null);
  }

  private Call call(String provider, boolean stream) {
    return new Call("m", stream, catalog.get(provider).quirks(), null);
  }
}
