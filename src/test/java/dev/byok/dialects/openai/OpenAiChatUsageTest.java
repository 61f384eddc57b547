package dev.byok.dialects.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.byok.catalog.Catalog;
import dev.byok.conversation.Reply;
import dev.byok.conversation.Usage;
import dev.byok.dialects.Decoder;
import dev.byok.sse.Event;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks tokens and cost, wherever a provider reports them. */
final class OpenAiChatUsageTest {
  private final Catalog catalog = Catalog.load();

  @ParameterizedTest(name = "{0}: {6}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          openai   | 10 | 4 | 3 | 6  | 2 | {"prompt_tokens":10,"completion_tokens":6,"prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":3},"completion_tokens_details":{"reasoning_tokens":2}}
          xai      | 12 | 11|   | 291|290| {"prompt_tokens":12,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":11},"completion_tokens_details":{"reasoning_tokens":290}}
          xai      | 12 |   |   | 1  |   | {"prompt_tokens":12,"completion_tokens":1}
          xai      |    |   |   |    | 5 | {"completion_tokens_details":{"reasoning_tokens":5}}
          xai      |    |   |   |    | 1 | {"completion_tokens":9223372036854775807,"completion_tokens_details":{"reasoning_tokens":1}}
          deepseek | 10 | 7 |   | 4  |   | {"prompt_tokens":10,"completion_tokens":4,"prompt_cache_hit_tokens":7,"prompt_cache_miss_tokens":3}
          deepseek | 10 | 0 |   | 4  |   | {"prompt_tokens":10,"completion_tokens":4,"prompt_cache_hit_tokens":0,"prompt_tokens_details":{"cached_tokens":9}}
          moonshot | 10 | 7 |   | 4  |   | {"prompt_tokens":10,"completion_tokens":4,"cached_tokens":7}
          mistral  | 10 | 7 |   | 4  |   | {"prompt_tokens":10,"completion_tokens":4,"num_cached_tokens":7}
          mistral  | 10 | 7 |   | 4  |   | {"prompt_tokens":10,"completion_tokens":4,"prompt_token_details":{"cached_tokens":7}}
          qwen     | 10 | 2 | 5 | 4  |   | {"prompt_tokens":10,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":2,"cache_creation_input_tokens":5}}
          openai   |    |   |   |    |   | {"prompt_tokens":-1,"completion_tokens":1e309,"prompt_tokens_details":[],"completion_tokens_details":{"reasoning_tokens":"five"}}
          openai   |    |   |   |    |   | {"prompt_tokens":null,"completion_tokens":99999999999999999999,"prompt_tokens_details":null}
          """)
  void counts_are_read_by_each_providers_rule(
      String provider,
      @Nullable Long input,
      @Nullable Long cacheRead,
      @Nullable Long cacheWrite,
      @Nullable Long output,
      @Nullable Long reasoning,
      String usage)
      throws Exception {
    Usage expected = new Usage(input, cacheRead, cacheWrite, output, reasoning);
    assertEquals(expected, read(provider, "{\"choices\":[],\"usage\":" + usage + "}").usage());
    Reply whole = new Reply();
    decoder(provider)
        .whole("{\"choices\":[{\"message\":{}}],\"usage\":" + usage + "}")
        .forEach(whole::add);
    assertEquals(expected, whole.usage());
  }

  @Test
  void moonshot_states_usage_inside_the_choice() throws Exception {
    Usage expected = new Usage(8L, null, null, 3L, null);
    String choice =
        "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\",\"usage\":"
            + "{\"prompt_tokens\":8,\"completion_tokens\":3}}]}";
    assertEquals(expected, read("moonshot", choice).usage());
  }

  @Test
  void groq_states_usage_in_a_field_of_its_own() throws Exception {
    assertEquals(
        new Usage(8L, null, null, 3L, null),
        read(
                "groq",
                "{\"choices\":[],\"x_groq\":{\"id\":\"r\",\"usage\":"
                    + "{\"prompt_tokens\":8,\"completion_tokens\":3}}}")
            .usage());
  }

  @Test
  void a_statement_that_leaves_counts_out_does_not_take_them_back() throws Exception {
    Reply reply =
        read(
            "kilo",
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":3,"
                + "\"cost\":0.5,\"is_byok\":false,\"prompt_tokens_details\":{\"cached_tokens\":1}}}",
            "{\"choices\":[],\"usage\":{}}",
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":null,\"completion_tokens\":4}}");
    assertEquals(new Usage(8L, 1L, null, 4L, null), reply.usage());
    assertEquals(new BigDecimal("0.5"), reply.costUsd());
    assertEquals(false, reply.ownKey());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"cost":0.5}                                                                      | 0.5 |
          {"cost":0.5,"is_byok":false,"cost_details":{"upstream_inference_cost":0.25}}      | 0.5 | false
          {"cost":0.5,"is_byok":true,"cost_details":{"upstream_inference_cost":0.25}}       | 0.75| true
          {"cost":0.5,"is_byok":true}                                                       |     | true
          {"cost":0.5,"is_byok":null}                                                       | 0.5 |
          {"cost":0,"is_byok":true,"cost_details":{"upstream_inference_cost":null}}         |     | true
          {"cost":{"request_cost":0.25,"total_cost":0.5}}                                   | 0.5 |
          {"cost":"0.5"}                                                                    | 0.5 |
          {"cost":null,"cost_in_usd_ticks":2709000}                                         | 0.0002709 |
          {"estimated_cost":0.5}                                                            | 0.5 |
          {"cost":"half a dollar"}                                                          |     |
          """)
  void what_the_provider_states_as_cost_counts_in_any_form(
      String usage, @Nullable BigDecimal cost, @Nullable Boolean ownKey) throws Exception {
    Reply reply = read("kilo", "{\"choices\":[],\"usage\":" + usage + "}");
    assertEquals(cost, reply.costUsd());
    assertEquals(ownKey, reply.ownKey());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "0.000123"                               | 0.000123
          0.000123                                 | 0.000123
          "much"                                   |
          ""                                       |
          "1e300000"                               |
          "-1"                                     |
          -1                                       |
          null                                     |
          [0.1]                                    |
          """)
  void a_gateways_list_price_is_the_last_resort(String stated, @Nullable BigDecimal cost)
      throws Exception {
    String usage = "{\"choices\":[],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":3}}";
    String market =
        "{\"choices\":[{\"delta\":{\"provider_metadata\":{\"gateway\":{\"marketCost\":"
            + stated
            + "}}}}]}";
    Usage counts = new Usage(8L, null, null, 3L, null);
    Reply before = read("vercel", market, usage);
    assertEquals(cost, before.costUsd());
    assertEquals(counts, before.usage());
    Reply after = read("vercel", usage, market);
    assertEquals(cost, after.costUsd());
    assertEquals(counts, after.usage());
  }

  @Test
  void a_list_price_does_not_replace_what_was_charged() throws Exception {
    String market =
        "{\"choices\":[{\"delta\":{\"provider_metadata\":{\"gateway\":{\"marketCost\":\"9\"}}}}]}";
    String charged = "{\"choices\":[],\"usage\":{\"cost\":0.5}}";
    assertEquals(new BigDecimal("0.5"), read("kilo", market, charged).costUsd());
    assertEquals(new BigDecimal("0.5"), read("kilo", charged, market).costUsd());
    assertNull(read("kilo", "{\"choices\":[{\"delta\":{}}]}").costUsd());
  }

  private Reply read(String provider, String... chunks) throws Exception {
    Reply reply = new Reply();
    Decoder decoder = decoder(provider);
    for (String chunk : chunks) {
      decoder.event(new Event("message", chunk)).forEach(reply::add);
    }
    return reply;
  }

  private Decoder decoder(String provider) {
    return new OpenAiChatDecoder(catalog.get(provider).quirks());
  }
}
