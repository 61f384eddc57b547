package dev.byok.access.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.prices.ModelPrice.Rates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListPageTest {
  private static final Catalog CATALOG = Catalog.load();

  /** Has one entry of each provider whose list says more than ids, in that provider's format. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          openai         | {"object":"list","data":[{"id":"a/b","object":"model","created":1}]} | a/b | - | - | - | - | -
          anthropic      | {"data":[{"type":"model","id":"c","display_name":"Claude","max_input_tokens":200000,"max_tokens":64000}],"has_more":false} | c | Claude | 200000 | 64000 | - | -
          google         | {"models":[{"name":"models/g","displayName":"Gem","inputTokenLimit":1000000,"outputTokenLimit":65536,"supportedGenerationMethods":["generateContent"]}]} | g | Gem | 1000000 | 65536 | - | -
          inception      | {"data":[{"id":"mercury-2","pricing":{"prompt":"0.00000025","completion":"0.000001"},"context_length":128000,"max_output_length":16384}]} | mercury-2 | - | 128000 | 16384 | 0.25 | 1
          mistral        | {"data":[{"id":"m","max_context_length":131072,"capabilities":{"vision":true}}]} | m | - | 131072 | - | - | -
          moonshot       | {"data":[{"id":"k","context_length":262144,"supports_image_in":true}]} | k | - | 262144 | - | - | -
          novita         | {"data":[{"id":"n","context_size":8192,"input_token_price_per_m":2400}]} | n | - | 8192 | - | - | -
          chutes         | {"data":[{"id":"o/p","pricing":{"prompt":0.3,"completion":1.2,"input_cache_read":0.15},"context_length":65536,"max_output_length":65536}]} | o/p | - | 65536 | 65536 | 0.3 | 1.2
          neuralwatt     | {"data":[{"id":"w","metadata":{"display_name":"Watt","pricing":{"input_per_million":0.1,"output_per_million":0.4},"limits":{"max_context_length":32768,"max_output_tokens":4096}}}]} | w | Watt | 32768 | 4096 | 0.1 | 0.4
          openrouter     | {"data":[{"id":"x/y","name":"X: Y","context_length":400000,"pricing":{"prompt":"0.00000125","completion":"0.00001","input_cache_read":"0.000000125"},"top_provider":{"max_completion_tokens":128000}}]} | x/y | X: Y | 400000 | 128000 | 1.25 | 10
          kilo           | {"data":[{"id":"kilo-auto/free","name":"Auto","context_length":100,"pricing":{"prompt":"0","completion":"-1"},"max_completion_tokens":10}]} | kilo-auto/free | Auto | 100 | 10 | 0 | -
          qwen           | {"output":{"models":[{"model":"qwen-q","name":"Qwen Q"}],"total":1,"page_no":1}} | qwen-q | Qwen Q | - | - | - | -
          together       | [{"id":"t/u","type":"chat","context_length":131072,"pricing":{"input":0.88,"output":0.88}}] | t/u | - | 131072 | - | 0.88 | 0.88
          cohere         | {"models":[{"name":"command-a","endpoints":["chat"],"context_length":256000}]} | command-a | - | 256000 | - | - | -
          github-models  | [{"id":"openai/gpt","name":"GPT","limits":{"max_input_tokens":1000,"max_output_tokens":500}}] | openai/gpt | GPT | 1000 | 500 | - | -
          vercel         | {"data":[{"id":"v/w","name":"W","context_window":200000,"max_tokens":8192,"pricing":{"input":"0.000003","output":"0.000015"}}]} | v/w | W | 200000 | 8192 | 3 | 15
          """)
  void every_way_to_write_a_list_is_read(
      String provider,
      String json,
      String id,
      @Nullable String name,
      @Nullable Long context,
      @Nullable Long maxOutput,
      @Nullable BigDecimal input,
      @Nullable BigDecimal output)
      throws Exception {
    ListPage page = page(provider, json);
    assertEquals(1, page.models().size());
    ListedModel model = page.models().get(0);
    assertEquals(id, model.id());
    assertEquals(name, model.name());
    assertEquals(context, model.context());
    assertEquals(maxOutput, model.maxOutput());
    assertPrice(input, model.rates().input());
    assertPrice(output, model.rates().output());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          google | {"models":[{"name":"models/e","supportedGenerationMethods":["embedContent"]},{"name":"models/n"}]}
          cohere | {"models":[{"name":"embed-v4","endpoints":["embed"]},{"name":"rerank"}]}
          """)
  void models_that_answer_no_prompt_are_left_out(String provider, String json) throws Exception {
    assertEquals(2, page(provider, json).entries());
    assertTrue(page(provider, json).models().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"  \"",
        "\"a\\u0000b\"",
        "\"\\u001b]0;x\\u0007\"",
        "\"a\\u009bb\"",
        "\"a\\u202eb\"",
        "\"a\\nb\"",
        "7",
        "null",
        "{}"
      })
  void an_id_that_cannot_be_typed_is_none(String id) throws Exception {
    ListPage page =
        page("openai", "{\"data\":[{\"id\":" + id + "},7,null,[[]],{\"id\":\"good\"}]}");
    assertEquals(1, page.models().size());
    assertEquals("good", page.models().get(0).id());
  }

  @Test
  void a_huge_id_is_none_and_a_huge_name_is_cut() throws Exception {
    String huge = "x".repeat(100_000);
    ListPage page =
        page(
            "openrouter",
            "{\"data\":[{\"id\":\""
                + huge
                + "\"},{\"id\":\"m\",\"name\":\"\\u001b[2J"
                + huge
                + "\"}]}");
    assertEquals(1, page.models().size());
    String name = page.models().get(0).name();
    assertNotNull(name);
    assertTrue(name.startsWith("[2Jxx") && name.length() <= 256, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"-1\"", "-1", "\"many\"", "\"1e999999999\"", "1e999999999", "[]", "{}"})
  void odd_prices_are_unknown(String price) throws Exception {
    ListPage page =
        page("openrouter", "{\"data\":[{\"id\":\"m\",\"pricing\":{\"prompt\":" + price + "}}]}");
    assertEquals(Rates.unknown(), page.models().get(0).rates());
  }

  @Test
  void a_million_entries_are_counted_and_few_are_kept() throws Exception {
    String json = "[" + "{\"id\":\"m\"},".repeat(999_999) + "{\"id\":\"m\"}]";
    ListPage page = read("together", json, 50);
    assertNotNull(page);
    assertEquals(50, page.models().size());
    assertEquals(1_000_000, page.entries());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "7", "\"models\"", "{\"data\":{}}", "{\"error\":\"no\"}", "null"})
  void json_that_is_no_list_is_none(String json) throws Exception {
    assertNull(read("openai", json, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[", "{\"data\":[{\"id\":\"m\"}", "[] []"})
  void what_is_no_json_is_refused(String json) {
    assertThrows(JsonSyntaxException.class, () -> read("openai", json, 10));
  }

  @Test
  void an_entry_larger_than_any_model_is_passed_over() throws Exception {
    String large = "[[{\"a\":" + "[1,{}],\"b\":".repeat(5_000) + "{}}]]";
    ListPage page =
        page("openai", "{\"data\":[{\"id\":\"x\",\"y\":" + large + "},{\"id\":\"m\"}]}");
    assertEquals(2, page.entries());
    assertEquals(List.of(ListedModel.of("m")), page.models());
  }

  @Test
  void of_two_members_of_one_name_the_last_one_holds() throws Exception {
    ListPage page =
        page(
            "anthropic",
            "{\"last_id\":\"a\",\"data\":[{\"id\":\"m\",\"id\":\"n\"}],\"last_id\":\"b\"}");
    assertEquals("n", page.models().get(0).id());
    assertEquals("b", page.next());
  }

  @Test
  void a_byte_order_mark_and_a_byte_of_another_encoding_spoil_no_list() throws Exception {
    byte[] json =
        "\u00ef\u00bb\u00bf[{\"id\":\"m\",\"name\":\"caf\u00e9\"}]"
            .getBytes(StandardCharsets.ISO_8859_1);
    ListPage page = ListPage.any(new ByteArrayInputStream(json));
    assertEquals("m", page.models().get(0).id());
    assertEquals("caf\uFFFD", page.models().get(0).name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e99999999999", "1e999999999", "-3", "2.5", "99999999999999999999", "[]"})
  void a_number_that_counts_nothing_is_not_said(String number) throws Exception {
    ListPage page = page("openai", "[{\"id\":\"m\",\"context_length\":" + number + "}]");
    assertEquals(List.of(ListedModel.of("m")), page.models());
  }

  @Test
  void a_price_is_exactly_what_was_written() throws Exception {
    ListPage page =
        page("together", "[{\"id\":\"m\",\"pricing\":{\"input\":0.12345678901234567890123}}]");
    assertEquals(new BigDecimal("0.12345678901234567890123"), page.models().get(0).rates().input());
  }

  @Test
  void what_stands_beside_a_list_is_kept_within_bounds() throws Exception {
    String many = "\"a\":{},\"large\":[" + "{},".repeat(20_000) + "{}],";
    ListPage page =
        any("{" + many + "\"error\":{\"code\":7},\"data\":[{\"id\":\"m\",\"aliases\":[\"l\"]}]}");
    assertNotNull(page.rest());
    assertNull(page.rest().get("large"));
    assertEquals(7L, page.rest().at("error").count("code"));
    assertTrue(page.models().get(0).isCalled("l"));
    StringBuilder fields = new StringBuilder("{\"x\":1");
    for (int i = 0; i < 10_000; i++) {
      fields.append(",\"f").append(i).append("\":{\"a\":[]}");
    }
    JsonObject rest = any(fields + "}").rest();
    assertNotNull(rest);
    assertEquals(100, rest.fields().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void what_is_nested_too_deep_is_refused(String open) {
    assertThrows(JsonSyntaxException.class, () -> any(open.repeat(100_000)));
  }

  private static ListPage any(String json) throws Exception {
    return ListPage.any(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static void assertPrice(@Nullable BigDecimal wanted, @Nullable BigDecimal price) {
    if (wanted == null || price == null) {
      assertEquals(wanted, price);
    } else {
      assertEquals(0, wanted.compareTo(price), price.toString());
    }
  }

  private static ListPage page(String provider, String json) throws Exception {
    ListPage page = read(provider, json, 100);
    assertNotNull(page);
    return page;
  }

  private static @Nullable ListPage read(String provider, String json, int most)
      throws IOException, JsonSyntaxException {
    return ListPage.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
        CATALOG.get(provider).modelList(),
        most);
  }
}
