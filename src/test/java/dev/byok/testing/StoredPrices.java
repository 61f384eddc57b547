package dev.byok.testing;

import dev.byok.json.JsonSyntaxException;
import dev.byok.prices.PriceList;
import dev.byok.prices.PriceListFile;
import dev.byok.prices.fetch.PriceListSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** A stored copy of the price list, as if it had been fetched. */
public final class StoredPrices {
  private StoredPrices() {}

  /** Returns the path of the copy for a byok whose files are below this folder. */
  public static Path file(Path home) {
    return home.resolve("cache").resolve("prices.json");
  }

  /**
   * Writes the copy.
   *
   * @param list in the format of the public list
   */
  public static void write(Path home, String list, Instant fetched)
      throws IOException, JsonSyntaxException {
    new PriceListFile(file(home))
        .write(
            URI.create(PriceListSource.ADDRESS),
            null,
            PriceList.read(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8))),
            fetched);
  }

  /** Writes a copy that has one model of one provider. */
  public static void write(Path home, String providerInList, String model, String cost)
      throws IOException, JsonSyntaxException {
    write(
        home,
        "{\"%s\":{\"models\":{\"%s\":{\"cost\":%s}}}}".formatted(providerInList, model, cost),
        Instant.now());
  }
}
