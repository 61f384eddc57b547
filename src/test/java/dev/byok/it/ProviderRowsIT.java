package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.json.Json;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Checks what the build makes of the list of providers, of which a prompt parses one line. */
final class ProviderRowsIT {
  @Test
  void each_provider_is_a_line_that_begins_with_its_id() throws Exception {
    List<String> lines = lines();
    List<String> ids = new ArrayList<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      String row = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
      String id = String.valueOf(Json.parseObject(row).text("id"));
      assertEquals("{\"id\":\"" + id + "\",", row.substring(0, id.length() + 9));
      ids.add(id);
    }
    assertEquals(Catalog.load().providers().stream().map(Provider::id).toList(), ids);
  }

  @Test
  void the_note_for_developers_is_not_shipped() throws Exception {
    assertEquals(List.of("providers"), List.copyOf(Json.parseObject(text()).fields().keySet()));
  }

  private static List<String> lines() throws Exception {
    return text().lines().toList();
  }

  private static String text() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(Catalog.class.getResourceAsStream("/dev/byok/providers.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
