package dev.byok.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.json.JsonSyntaxException;
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

final class PriceListTest {
  private final Catalog catalog = Catalog.load();

  @Test
  void a_whole_entry_is_read() throws Exception {
    ModelFacts facts =
        find(
            "openai",
            "m",
            """
            {"openai":{"id":"openai","env":["X"],"unknown":[{}],"models":{"m":{
              "id":"m","name":"Model M","reasoning":true,"temperature":false,"new":{"a":[1]},
              "modalities":{"input":["text","pdf",7],"output":["text"]},
              "limit":{"context":400000,"input":272000,"output":128000},
              "cost":{"input":1.25,"output":10,"cache_read":0.125,"cache_write":0,
                "tiers":[{"tier":{"type":"context","size":272000},"input":2.5,"output":15},
                         {"tier":{"type":"context","size":32000},"input":2,"output":12}]}}}}}
            """);
    assertNotNull(facts);
    assertEquals("Model M", facts.name());
    assertEquals(400_000L, facts.context());
    assertEquals(272_000L, facts.maxInput());
    assertEquals(128_000L, facts.maxOutput());
    assertEquals(List.of("text", "pdf"), facts.inputs());
    assertEquals(List.of("text"), facts.outputs());
    assertEquals(true, facts.reasoning());
    assertEquals(false, facts.temperature());
    ModelPrice.Rates rates = facts.price().rates();
    assertEquals(new BigDecimal("1.25"), rates.input());
    assertEquals(BigDecimal.TEN, rates.output());
    assertEquals(new BigDecimal("0.125"), rates.cacheRead());
    assertEquals(BigDecimal.ZERO, rates.cacheWrite());
    assertEquals(2, facts.price().tiers().size());
    assertEquals(32_000, facts.price().tiers().get(0).size());
    assertEquals(new BigDecimal("2.5"), facts.price().tiers().get(1).rates().input());
  }

  @Test
  void the_older_form_of_a_tier_is_a_tier_from_200000_tokens_on() throws Exception {
    ModelFacts facts =
        find(
            "google",
            "m",
            """
            {"google":{"models":{"m":{"cost":{"input":1,"output":2,
              "context_over_200k":{"input":4,"output":5}}}}}}
            """);
    assertNotNull(facts);
    assertEquals(
        List.of(
            new ModelPrice.Tier(
                200_000,
                new ModelPrice.Rates(BigDecimal.valueOf(4), BigDecimal.valueOf(5), null, null))),
        facts.price().tiers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "-0.000001", "1000001", "1e400", "1e-31", "\"1\"", "null", "[1]", "{}"})
  void what_is_no_price_is_unknown(String number) throws Exception {
    ModelFacts facts =
        find(
            "openai",
            "m",
            "{\"openai\":{\"models\":{\"m\":{\"cost\":{\"input\":" + number + "}}}}}");
    assertNotNull(facts);
    assertNull(facts.price().rates().input());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"broken\":7,\"odd\":[],\"openai\":{\"models\":{\"m\":{}}}}",
        "{\"openai\":{\"models\":{\"x\":7,\"y\":[[]],\"z\":null,\"m\":{\"limit\":3,\"cost\":[]}}}}",
        "{\"openai\":{\"models\":{\"m\":{\"name\":7,\"limit\":{\"context\":\"many\",\"output\":0},"
            + "\"modalities\":[],\"reasoning\":\"yes\"}}}}"
      })
  void an_odd_entry_never_spoils_the_others(String json) throws Exception {
    ModelFacts facts = find("openai", "m", json);
    assertNotNull(facts);
    assertNull(facts.name());
    assertNull(facts.context());
    assertNull(facts.maxOutput());
    assertNull(facts.reasoning());
    assertEquals(ModelPrice.unknown(), facts.price());
  }

  @Test
  void an_entry_larger_than_any_model_is_passed_over() throws Exception {
    String large = "{\"a\":[" + "1,".repeat(5_000) + "1]}";
    String json = "{\"openai\":{\"models\":{\"large\":" + large + ",\"m\":{}}}}";
    assertNull(find("openai", "large", json));
    assertNotNull(find("openai", "m", json));
  }

  @ParameterizedTest(name = "{0} is {1} there")
  @CsvSource({
    "openai, openai",
    "bedrock, amazon-bedrock",
    "fireworks, fireworks-ai",
    "moonshot, moonshotai",
    "kimi-coding, kimi-for-coding",
    "novita, novita-ai",
    "zai-coding, zai-coding-plan",
    "byteplus-coding, byteplus-coding-plan",
    "qwen, alibaba",
    "together, togetherai",
    "codestral, mistral"
  })
  void providers_are_found_by_their_name_in_the_list(String id, String there) throws Exception {
    String model = "us.some/model-v1:0";
    String json = "{\"" + there + "\":{\"models\":{\"" + model + "\":{}}}}";
    assertNotNull(find(id, model, json));
    assertNull(find(id, "some/model-v1:0", json));
  }

  @Test
  void a_server_of_ones_own_has_no_prices() throws Exception {
    assertNull(find("openai-compatible", "m", "{\"openai-compatible\":{\"models\":{\"m\":{}}}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{", "{\"a\":{\"models\":{\"m\":{}}}", "{} {}", "<html>"})
  void what_is_no_list_is_said_to_be_none(String json) {
    assertThrows(JsonSyntaxException.class, () -> read(json));
  }

  @Test
  void a_text_that_goes_deeper_and_deeper_is_refused() {
    String json = "{\"a\":".repeat(10_000);
    assertThrows(JsonSyntaxException.class, () -> read(json));
  }

  @Test
  void a_hundred_thousand_models_are_read() throws Exception {
    StringBuilder json = new StringBuilder("{\"openai\":{\"models\":{");
    for (int i = 0; i < 100_000; i++) {
      json.append('"').append("m").append(i).append("\":{\"cost\":{\"input\":1}},");
    }
    PriceList list = read(json + "\"m\":{}}}}");
    assertNotNull(list.find(catalog.get("openai"), "m99999"));
    assertTrue(!list.isEmpty());
  }

  private @Nullable ModelFacts find(String provider, String model, String json)
      throws IOException, JsonSyntaxException {
    return read(json).find(catalog.get(provider), model);
  }

  private static PriceList read(String json) throws IOException, JsonSyntaxException {
    return PriceList.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}
