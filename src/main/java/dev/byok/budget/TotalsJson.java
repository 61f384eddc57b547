package dev.byok.budget;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.ledger.file.Mark;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The JSON form of the totals file. Amounts are texts and days are numbers, which is exact and
 * quick to read. A checksum detects any change to the content.
 */
final class TotalsJson {
  private static final long VERSION = 3;
  private static final long MOST_DAYS = 3_000_000;
  private static final int LONGEST_AMOUNT = 200;

  private TotalsJson() {}

  /** The totals, and the reservations stored with them. */
  record Content(BudgetTotals totals, List<Reservation> reservations) {}

  static JsonObject write(BudgetTotals totals, List<Reservation> reservations) {
    List<JsonObject> scopes = new ArrayList<>();
    for (Scope scope : totals.scopes()) {
      scopes.add(scope(scope, totals.of(scope)));
    }
    List<JsonObject> held = new ArrayList<>();
    for (Reservation reservation : reservations) {
      held.add(reservation.toJson());
    }
    JsonObject content =
        JsonObject.builder()
            .put("version", VERSION)
            .put("zone", totals.window().zone())
            .put("since", totals.window().since())
            .put("until", totals.window().until())
            .put("offset", totals.mark().offset())
            .put("fingerprint", totals.mark().fingerprint())
            .put("scopes", scopes)
            .put("reservations", held)
            .build();
    return JsonObject.builder().put("checksum", checksum(content)).put("content", content).build();
  }

  static Content read(JsonObject json, long recentSince) throws DamagedTotalsException {
    JsonObject content = json.at("content");
    if (!checksum(content).equals(json.text("checksum")) || count(content, "version") != VERSION) {
      throw new DamagedTotalsException("checksum or version");
    }
    BudgetTotals totals =
        new BudgetTotals(
            new Window(zone(text(content, "zone")), day(content, "since"), day(content, "until")),
            new Mark(count(content, "offset"), text(content, "fingerprint")),
            List.of(),
            recentSince);
    for (JsonObject scope : content.objects("scopes")) {
      read(totals, scope);
    }
    List<Reservation> reservations = new ArrayList<>();
    for (JsonObject reservation : content.objects("reservations")) {
      reservations.add(Reservation.of(reservation));
    }
    return new Content(totals, reservations);
  }

  private static JsonObject scope(Scope scope, ScopeSums sums) {
    List<JsonObject> days = new ArrayList<>();
    for (Map.Entry<Long, Sum> day : sums.days().entrySet()) {
      days.add(sum(JsonObject.builder().put("day", day.getKey()), day.getValue()));
    }
    Borrower borrower = scope.borrower();
    Sum ever = sums.ever();
    return JsonObject.builder()
        .put("provider", scope.provider())
        .put("key", scope.key())
        .put("command", borrower == null ? null : borrower.command())
        .put("client", borrower == null ? null : borrower.name())
        .put("added", borrower == null ? null : borrower.since())
        .put("asked", sums.asked())
        .put("days", days)
        .put("ever", ever == null ? null : sum(JsonObject.builder(), ever))
        .build();
  }

  private static JsonObject sum(JsonObject.Builder json, Sum sum) {
    return json.put("cost", sum.cost().toPlainString())
        .put("tokens", sum.tokens().toString())
        .put("unpriced", sum.unpriced())
        .put("uncounted", sum.uncounted())
        .build();
  }

  private static void read(BudgetTotals totals, JsonObject json) throws DamagedTotalsException {
    Map<Long, Sum> days = new TreeMap<>();
    for (JsonObject day : json.objects("days")) {
      days.put(day(day, "day"), sum(day));
    }
    Scope scope = Scope.of(json);
    Sum ever = null;
    if (json.text("client") != null) {
      Borrower borrower =
          new Borrower(text(json, "command"), text(json, "client"), count(json, "added"));
      scope = new Scope(scope.provider(), scope.key(), borrower);
      ever = sum(json.at("ever"));
    }
    totals.put(scope, new ScopeSums(days, ever, day(json, "asked")));
  }

  private static Sum sum(JsonObject json) throws DamagedTotalsException {
    BigInteger tokens = amount(text(json, "tokens")).toBigInteger();
    return new Sum(
        amount(text(json, "cost")), tokens, count(json, "unpriced"), count(json, "uncounted"));
  }

  static String text(JsonObject json, String name) throws DamagedTotalsException {
    String text = json.text(name);
    if (text == null) {
      throw new DamagedTotalsException(name);
    }
    return text;
  }

  static long count(JsonObject json, String name) throws DamagedTotalsException {
    Long count = json.count(name);
    if (count == null) {
      throw new DamagedTotalsException(name);
    }
    return count;
  }

  private static long day(JsonObject json, String name) throws DamagedTotalsException {
    long day = count(json, name);
    if (day > MOST_DAYS) {
      throw new DamagedTotalsException(name);
    }
    return day;
  }

  static BigDecimal amount(String text) throws DamagedTotalsException {
    boolean plain = text.length() <= LONGEST_AMOUNT;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain &= (c >= '0' && c <= '9') || c == '.';
    }
    try {
      if (plain) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException noNumber) {
      throw new DamagedTotalsException("an amount");
    }
    throw new DamagedTotalsException("an amount");
  }

  private static String zone(String id) throws DamagedTotalsException {
    try {
      return ZoneId.of(id).getId();
    } catch (DateTimeException unknown) {
      throw new DamagedTotalsException("the zone");
    }
  }

  private static String checksum(JsonObject content) {
    CRC32C sum = new CRC32C();
    sum.update(Json.writeBytes(content));
    return Long.toHexString(sum.getValue());
  }
}
