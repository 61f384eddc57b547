package dev.byok.prices;

import dev.byok.catalog.Provider;
import dev.byok.files.PrivateFiles;
import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks up single models in the copy of the price list that {@link PriceListFile} keeps. Reading
 * the whole copy would noticeably delay every prompt. It uses no network and opens the file only
 * for a lookup. Without a readable copy every price is unknown until the list is fetched again.
 */
public final class PriceTable implements Prices {
  private final Path file;
  private final @Nullable URI address;

  /**
   * @param address where the copy must have come from; null when no address may be used
   */
  public PriceTable(Path file, @Nullable URI address) {
    this.file = file;
    this.address = address;
  }

  @Override
  public @Nullable ModelFacts find(Provider provider, String model) {
    String id = provider.priceListId();
    if (id == null || address == null) {
      return null;
    }
    try {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          ? read(address, PriceLines.start(id, model))
          : null;
    } catch (IOException | JsonSyntaxException damaged) {
      // The price is unknown, as it is without a list; a prompt does not fail for that.
      return null;
    }
  }

  private @Nullable ModelFacts read(URI source, byte[] start)
      throws IOException, JsonSyntaxException {
    PrivateFiles.requireOwn(file, false);
    try (FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      SortedLines lines = new SortedLines(channel);
      byte[] first = lines.first();
      if (first == null || !startsWith(first, PriceLines.headStart(source))) {
        return null;
      }
      byte[] line = lines.find(first.length + 1L, start);
      return line == null ? null : PriceListEntry.facts(Json.parseObject(line));
    }
  }

  private static boolean startsWith(byte[] line, byte[] start) {
    return line.length > start.length
        && Arrays.equals(line, 0, start.length, start, 0, start.length);
  }
}
