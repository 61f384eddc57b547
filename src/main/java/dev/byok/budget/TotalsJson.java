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
  private static final long VERSION = 2;
  private static final long MOST_DAYS = 3_000_000;
  private static final int LONGEST_AMOUNT = 200;

  private TotalsJson() {}

  /** The totals, and the reservations stored with them. */
  record Content(BudgetTotals totals, List<Reservation> reservations) {}

  static JsonObject write(BudgetTotals totals, List<Reservation> reservations) {
    List<JsonObject> scopes = new ArrayList<>();
    for (Scope scope : totals.scopes()) {
      List<JsonObject> days = new ArrayList<>();
      for (Map.Entry<Long, Sum> day : totals.days(scope).entrySet()) {
        days.add(
            JsonObject.builder()
                .put("day", day.getKey())
                .put("cost", day.getValue().cost().toPlainString())
                .put("tokens", day.getValue().tokens().toString())
                .put("unpriced", day.getValue().unpriced())
                .put("uncounted", day.getValue().uncounted())
                .build());
      }
      scopes.add(
          JsonObject.builder()
              .put("provider", scope.provider())
              .put("key", scope.key())
              .put("days", days)
              .build());
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

  private static void read(BudgetTotals totals, JsonObject scope) throws DamagedTotalsException {
    Map<Long, Sum> sums = new TreeMap<>();
    for (JsonObject day : scope.objects("days")) {
      BigInteger tokens = amount(text(day, "tokens")).toBigInteger();
      Sum sum =
          new Sum(
              amount(text(day, "cost")), tokens, count(day, "unpriced"), count(day, "uncounted"));
      sums.put(day(day, "day"), sum);
    }
    totals.put(Scope.of(scope), sums);
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
