package dev.byok.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the program of {@code dist/facts}, with small files in the form of the real ones. */
final class FactsTest {
  private static final Path DATA = Path.of("src/main/resources/dev/byok");

  private static final String PROVIDERS =
      """
      {"checked": {"on": "2026-11-29", "by": "hand", "not_yet": ["m-9*"]},
       "providers": [
        {"id": "one", "aliases": ["uno"], "models_dev": "one-list", "verify": {"completion": "m-1"},
         "no_prompts": ["*-image"],
         "other_wire": {"only": ["*-pro"], "models": ["m-2*"], "quirks": {
           "effort": [{"models": ["m-2-pro"], "levels": {"high": {"reasoning_effort": "high"}}}]}},
         "quirks": {"effort": [{"rules": "shared"}]}},
        {"id": "fixed", "models_dev": "one-list", "models": {"known": ["m-1"]},
         "quirks": {"effort": [{"models": ["m-1*"], "levels": {}}]}},
        {"id": "local", "verify": {"completion": "anything"}, "quirks": {"effort": []}}]}
      """;

  private static final String EFFORT =
      """
      {"low": {"low": {"reasoning_effort": "low"}},
       "shared": [{"models": ["m-1", "m-1-2*", "m-2*", "m-9*"], "levels": "low"}]}
      """;

  private static final String LIST =
      """
      {"one-list": {"models": {
        "m-1": {"reasoning": true, "reasoning_options": [{"type": "effort", "values": ["low"]}]},
        "m-2-pro": {"reasoning": true, "reasoning_options": [{"type": "toggle"}]},
        "m-3-image": {"reasoning": true},
        "m-3-voice": {"reasoning": true, "modalities": {"output": ["audio"]}},
        "m-3-old": {"reasoning": true, "status": "deprecated"}}}}
      """;

  @TempDir private Path temp;

  private record Result(int exitCode, List<String> out, String err) {}

  @BeforeEach
  void files() throws Exception {
    write("providers.json", PROVIDERS);
    write("effort.json", EFFORT);
    write("list.json", LIST);
    write("papers/a.md", "`one/m-1`, `uno:work/m-2-pro`, https://x.example/one/m-7, `local/any`\n");
  }

  @Test
  void nothing_is_said_about_what_the_list_knows() throws Exception {
    Result all = run("list.json");
    assertEquals(List.of("all known; providers.json was checked on 2026-11-29"), all.out());
    assertEquals(0, all.exitCode(), all.err());
  }

  @Test
  void whatever_the_list_does_not_know_is_printed() throws Exception {
    write(
        "list.json",
        """
        {"one-list": {"models": {
          "m-1": {"status": "deprecated"},
          "m-2-pro": {"reasoning": true,
            "reasoning_options": [{"type": "effort", "values": ["low", "medium"]}]},
          "m-3": {"reasoning": true},
          "m-9.1": {}}}}
        """);
    write("papers/a.md", "\nbyok run -m one/m-1 and uno/m-8, *one:x/m-3*.\n");
    Result found = run("list.json");
    String row = "providers.json, one: ";
    assertEquals(
        List.of(
            row + "\"m-1\" is retired",
            row + "\"m-2-pro\" is sent the effort high, and the price list has low, medium",
            row + "\"m-3\" reasons, and no rule for efforts fits it",
            "providers.json, fixed: \"m-1\" is retired",
            "effort.json, shared: \"m-1\" fits only retired models",
            "effort.json, shared: \"m-1-2*\" fits only retired models",
            "effort.json, shared: \"m-9*\" fits a model now, so remove it from not_yet",
            "providers.json, fixed: \"m-1*\" fits only retired models",
            temp.resolve("papers/a.md") + ":2: \"one/m-1\" is retired",
            temp.resolve("papers/a.md") + ":2: \"uno/m-8\" is not in the price list",
            "10 to look at; providers.json was checked on 2026-11-29"),
        found.out());
    assertEquals(1, found.exitCode());
  }

  @Test
  void a_provider_and_a_pattern_that_the_list_lacks_are_printed() throws Exception {
    write(
        "providers.json",
        PROVIDERS.replace("\"models_dev\": \"one-list\", \"v", "\"models_dev\": \"no\", \"v"));
    write("effort.json", EFFORT.replace("m-2*", "m-7*"));
    Result found = run("list.json");
    assertEquals("providers.json, one: the price list has no provider \"no\"", found.out().get(0));
    assertEquals(2, found.out().size(), found.out().toString());
    write("providers.json", PROVIDERS);
    found = run("list.json");
    assertTrue(
        found.out().contains("effort.json, shared: \"m-7*\" fits no model"),
        found.out().toString());
    assertEquals(1, found.exitCode());
  }

  @Test
  void the_copy_that_byok_keeps_is_read_too() throws Exception {
    write(
        "list.json",
        """
        {"form":"sorted-lines","address":"https://models.dev/api.json","etag":null,"models":2}
        {"provider":"one-list","model":"m-1","reasoning":true}
        {"provider":"one-list","model":"m-2-pro","reasoning":true}
        """);
    Result all = run("list.json");
    assertEquals(0, all.exitCode(), all.out() + all.err());
  }

  @Test
  void a_missing_list_is_told() throws Exception {
    Result none = run("none.json");
    assertEquals(1, none.exitCode());
    assertEquals(List.of(), none.out());
    assertTrue(none.err().contains("there is no price list at \""), none.err());
    assertTrue(none.err().contains("\n  hint: "), none.err());
  }

  /** A pattern that is ahead of its models must be one of the data's. */
  @Test
  void the_list_of_providers_says_when_it_was_checked() throws Exception {
    String text = Files.readString(DATA.resolve("providers.json"));
    JsonObject checked = Json.parseObject(text).at("checked");
    assertTrue(LocalDate.parse(String.valueOf(checked.text("on"))).getYear() >= 2026);
    assertNotNull(checked.text("by"));
    String data =
        text.replaceFirst("(?s)\"not_yet\": \\[.*?\\]", "")
            + Files.readString(DATA.resolve("effort.json"));
    for (String pattern : checked.texts("not_yet")) {
      assertTrue(data.contains("\"" + pattern + "\""), pattern);
    }
  }

  private void write(String file, String text) throws Exception {
    Path path = temp.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Result run(String list) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> words =
        new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-cp"));
    words.add(System.getProperty("java.class.path"));
    words.addAll(List.of("src/build/java/Facts.java", temp.toString()));
    words.add(temp.resolve("papers").toString());
    Path err = temp.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(words).redirectError(err.toFile());
    builder.environment().put("PRICES", temp.resolve(list).toString());
    Process process = builder.start();
    byte[] out = process.getInputStream().readAllBytes();
    int exitCode = process.waitFor();
    return new Result(
        exitCode, new String(out, StandardCharsets.UTF_8).lines().toList(), Files.readString(err));
  }
}
