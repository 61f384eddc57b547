package dev.byok.prices.fetch;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.Causes;
import dev.byok.http.Endpoint;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.wire.SmallBody;
import dev.byok.json.JsonSyntaxException;
import dev.byok.prices.PriceList;
import dev.byok.prices.PriceListFile;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the public price list, usually at most once a day, with no key and no cookie. If that
 * fails, the earlier copy is used; without a copy, prices are unknown.
 */
public final class PriceListSource {
  /** The address of the list. */
  public static final String ADDRESS = "https://models.dev/api.json";

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration FRESH = Duration.ofHours(24);

  private final Transport transport;
  private final String userAgent;
  private final URI address;
  private final PriceListFile file;
  private final Clock clock;

  public PriceListSource(
      Transport transport, String userAgent, URI address, PriceListFile file, Clock clock) {
    this.transport = transport;
    this.userAgent = userAgent;
    this.address = address;
    this.file = file;
    this.clock = clock;
  }

  /**
   * Returns the address from which the list is fetched.
   *
   * @param given another address, as the user wrote it; empty for none
   * @throws Failure of kind USAGE when this address may not be used
   */
  public static URI address(String given) {
    if (given.isEmpty()) {
      return URI.create(ADDRESS);
    }
    try {
      return Endpoint.of(given, false).base();
    } catch (Failure refused) {
      // The endpoint's message is about keys, and this address gets no key.
      boolean openOnly = isOpenOnly(given);
      String why =
          openOnly
              ? "BYOK_PRICES_URL is not encrypted; http is for this machine only"
              : "BYOK_PRICES_URL is not a usable address";
      Failure told = Failure.of(Kind.USAGE, why).hint("write it like " + ADDRESS);
      throw (openOnly ? told : told.detail(refused.text())).causedBy(refused);
    }
  }

  /**
   * Returns the address that a copy must have come from.
   *
   * @param given as for {@link #address}
   * @return null for an address that may not be used, since no list came from there
   */
  public static @Nullable URI addressOrNull(String given) {
    try {
      return address(given);
    } catch (Failure refused) {
      return null;
    }
  }

  /** Whether the only fault of an address is that it is not encrypted. */
  private static boolean isOpenOnly(String given) {
    if (!given.regionMatches(true, 0, "http:", 0, 5)) {
      return false;
    }
    try {
      Endpoint.of("https" + given.substring(4), false);
      return true;
    } catch (Failure otherwise) {
      return false;
    }
  }

  /** Returns the copy on disk, without using the network. */
  public PriceList stored() {
    PriceListFile.Copy copy = file.read(address);
    return copy == null ? PriceList.empty() : copy.list();
  }

  /** Returns the day on which the copy was last known to be the newest; null without a copy. */
  public @Nullable LocalDate day() {
    Instant confirmed = file.confirmed();
    return confirmed == null ? null : LocalDate.ofInstant(confirmed, clock.getZone());
  }

  /**
   * Returns a list of the last 24 hours, or the best available.
   *
   * @param refresh whether to ask for it even if the copy is that recent
   * @param notices receives a message when something fails
   */
  public PriceList get(boolean refresh, Consumer<String> notices) {
    PriceListFile.Copy copy = file.read(address);
    if (copy != null && !refresh && isFresh(copy)) {
      return copy.list();
    }
    try {
      return fetch(copy, notices);
    } catch (Failure failed) {
      LocalDate day = copy == null ? null : LocalDate.ofInstant(copy.confirmed(), clock.getZone());
      notices.accept(
          "the price list is not available: "
              + failed.text()
              + (day == null ? "; prices are left out" : "; that of " + day + " is used"));
      return copy == null ? PriceList.empty() : copy.list();
    }
  }

  private boolean isFresh(PriceListFile.Copy copy) {
    Duration age = Duration.between(copy.confirmed(), clock.instant());
    return !age.isNegative() && age.compareTo(FRESH) < 0;
  }

  private PriceList fetch(PriceListFile.@Nullable Copy copy, Consumer<String> notices) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header.Plain("User-Agent", userAgent));
    headers.add(new Header.Plain("Accept", "application/json"));
    if (copy != null && copy.etag() != null) {
      headers.add(new Header.Plain("If-None-Match", copy.etag()));
    }
    try (Response response = transport.send(new Request("GET", address, headers, null, PATIENCE))) {
      if (response.status() == 304 && copy != null) {
        keep(() -> file.confirm(clock.instant()), notices);
        return copy.list();
      }
      if (response.status() != 200) {
        throw unusable("came with HTTP " + response.status());
      }
      PriceList list =
          isJson(response)
              ? SmallBody.read(response, PATIENCE, PriceList.LARGEST, PriceList::read)
              : null;
      if (list == null) {
        throw unusable("is not JSON");
      }
      if (list.isEmpty()) {
        throw unusable("has no models");
      }
      String etag = response.header("etag").filter(PriceListSource::isTag).orElse(null);
      keep(() -> file.write(address, etag, list, clock.instant()), notices);
      return list;
    } catch (IOException broken) {
      throw unusable("broke off").causedBy(broken);
    } catch (JsonSyntaxException noJson) {
      throw unusable("is not JSON").causedBy(noJson);
    }
  }

  /** Whether the response is JSON. Paths that no longer exist redirect to a web page. */
  private static boolean isJson(Response response) {
    String type = response.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    String media = type.split(";", 2)[0].strip();
    return media.equals("application/json") || media.endsWith("+json");
  }

  /** Stores the list. A list that cannot be saved can still be used now. */
  private static void keep(Keeping keeping, Consumer<String> notices) {
    try {
      keeping.keep();
    } catch (IOException unwritten) {
      notices.accept("the price list cannot be saved: " + Causes.of(unwritten));
    }
  }

  private interface Keeping {
    void keep() throws IOException;
  }

  private static boolean isTag(String etag) {
    boolean plain = !etag.isEmpty() && etag.length() <= 256;
    for (int i = 0; i < etag.length(); i++) {
      plain &= etag.charAt(i) > ' ' && etag.charAt(i) < 0x7F;
    }
    return plain;
  }

  private Failure unusable(String why) {
    return Failure.of(Kind.UNAVAILABLE, "the answer of " + address.getAuthority() + " " + why)
        .hint("try again later");
  }
}
