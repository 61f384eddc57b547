package dev.byok.access.models;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the address of a list's next page. Every list comes to an end. */
final class Paging {
  private static final int MOST_PAGES = 100;
  private static final int LONGEST_TOKEN = 4_096;

  private final @Nullable String kind;
  private final URI address;
  private final Set<String> asked = new HashSet<>();
  private int pages;
  private long entries;
  private boolean cut;

  /**
   * @param kind as in {@link dev.byok.catalog.ModelList#paging}
   */
  Paging(@Nullable String kind, URI address) {
    this.kind = kind;
    this.address = address;
  }

  /** Returns the address with one more parameter. */
  static URI with(URI address, String name, String value) {
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    String joint = address.getRawQuery() == null ? "?" : "&";
    return URI.create(address + joint + name + "=" + encoded);
  }

  URI first() {
    return "page_no".equals(kind) ? with(address, "page_no", "1") : address;
  }

  /**
   * Returns the address of the page after this one, or null when it was the last.
   *
   * @param anew whether the page had a model that no page before it had
   */
  @Nullable URI after(ListPage page, boolean anew) {
    pages++;
    entries += page.entries();
    URI next = next(page);
    if (next == null) {
      return null;
    }
    // A server that repeats itself would be asked forever.
    cut = pages >= MOST_PAGES || !asked.add(next.toString()) || (!anew && page.entries() > 0);
    return cut ? null : next;
  }

  /** Returns whether reading stopped before the list's end. */
  boolean isCut() {
    return cut;
  }

  private @Nullable URI next(ListPage page) {
    if (kind == null) {
      return null;
    }
    String token = page.next();
    String last = token != null && token.length() <= LONGEST_TOKEN ? token : null;
    return switch (kind) {
      case "after_id" -> page.more() && last != null ? with(address, "after_id", last) : null;
      case "page_token" -> last == null ? null : with(address, "pageToken", last);
      case "next_page_token" -> last == null ? null : with(address, "page_token", last);
      case "page_no" -> hasMore(page) ? with(address, "page_no", "" + (pages + 1)) : null;
      default -> throw new IllegalStateException("providers.json: no such paging: " + kind);
    };
  }

  private boolean hasMore(ListPage page) {
    Long total = page.total();
    return page.entries() > 0 && total != null && entries < total;
  }
}
