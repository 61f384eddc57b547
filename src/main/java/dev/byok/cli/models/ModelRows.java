package dev.byok.cli.models;

import dev.byok.access.models.ListedModel;
import dev.byok.catalog.Provider;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.keys.names.KeyName;
import dev.byok.prices.ModelFacts;
import dev.byok.prices.ModelPrice.Rates;
import dev.byok.prices.PriceList;
import dev.byok.routing.WireChoice;
import dev.byok.term.StandardOutput;
import dev.byok.text.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The models to show: those that match the search, by key and id. */
final class ModelRows {
  private static final int PIECE = 64 * 1024;

  private final List<Row> rows = new ArrayList<>();
  private final String[] words;

  /**
   * @param search words that must all be in the id or the name; null shows everything
   */
  ModelRows(@Nullable String search) {
    words = search == null ? new String[0] : lower(search).strip().split("\\s+");
  }

  private record Row(Provider provider, KeyName key, ListedModel model, WireChoice wire) {
    String reference() {
      return key + "/" + model.id();
    }

    boolean isAsked() {
      return !provider.cannotBeAsked(model.id());
    }
  }

  /**
   * Adds the models of a key.
   *
   * @param wires which wire each model is asked on
   */
  void add(
      Provider provider,
      KeyName key,
      List<ListedModel> models,
      Function<String, WireChoice> wires) {
    List<ListedModel> wanted = new ArrayList<>();
    for (ListedModel model : models) {
      if (isWanted(model)) {
        wanted.add(model);
      }
    }
    wanted.sort(Comparator.comparing(ListedModel::id));
    for (ListedModel model : wanted) {
      rows.add(new Row(provider, key, model, wires.apply(model.id())));
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Whether the price list could fill gaps that the providers leave. */
  boolean needPrices() {
    for (Row row : rows) {
      if (row.provider().priceListId() != null && row.model().hasGaps()) {
        return true;
      }
    }
    return false;
  }

  void fillFrom(PriceList prices) {
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      ModelFacts facts = prices.find(row.provider(), row.model().id());
      if (facts != null) {
        rows.set(i, new Row(row.provider(), row.key(), row.model().filledFrom(facts), row.wire()));
      }
    }
  }

  /** Writes one JSON object a line between the brackets, in pieces, since a list may be long. */
  void writeJson(StandardOutput out) {
    StringBuilder piece = new StringBuilder("[\n");
    for (int i = 0; i < rows.size(); i++) {
      piece.append(Json.write(json(rows.get(i)))).append(i + 1 < rows.size() ? ",\n" : "\n");
      if (piece.length() > PIECE) {
        out.jsonText(piece.toString());
        piece.setLength(0);
      }
    }
    out.jsonText(piece.append("]\n").toString());
  }

  String table() {
    boolean marked = false;
    for (Row row : rows) {
      marked |= !mark(row).isEmpty();
    }
    List<String> heads =
        new ArrayList<>(List.of("MODEL", ">CONTEXT", ">MAX OUTPUT", ">PRICE IN", ">PRICE OUT"));
    if (marked) {
      heads.add("ASKED BY");
    }
    Table table = new Table(heads.toArray(new String[0]));
    for (Row row : rows) {
      ListedModel model = row.model();
      List<String> cells =
          new ArrayList<>(
              List.of(
                  row.reference(),
                  text(model.context()),
                  text(model.maxOutput()),
                  text(model.rates().input()),
                  text(model.rates().output())));
      if (marked) {
        cells.add(mark(row));
      }
      table.row(cells.toArray(new String[0]));
    }
    return table.toString();
  }

  private boolean isWanted(ListedModel model) {
    String text = lower(model.id() + " " + (model.name() == null ? "" : model.name()));
    for (String word : words) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }

  /** Returns what is special about asking a model; empty for most. */
  private static String mark(Row row) {
    if (!row.isAsked()) {
      return "takes no prompts";
    }
    String dialect = row.wire().dialect();
    return dialect.equals(row.provider().dialect()) ? "" : dialect;
  }

  private static JsonObject json(Row row) {
    ListedModel model = row.model();
    Rates rates = model.rates();
    return JsonObject.builder()
        .put("provider", row.provider().id())
        .put("key", row.key().toString())
        .put("id", model.id())
        .put("ref", row.reference())
        .put("name", model.name())
        .put("context", model.context())
        .put("max_output", model.maxOutput())
        .put(
            "price",
            JsonObject.builder()
                .put("input", plain(rates.input()))
                .put("output", plain(rates.output()))
                .put("cache_read", plain(rates.cacheRead()))
                .put("cache_write", plain(rates.cacheWrite()))
                .build())
        .put("wire", row.isAsked() ? row.wire().dialect() : null)
        .build();
  }

  private static @Nullable BigDecimal plain(@Nullable BigDecimal price) {
    return price == null ? null : price.stripTrailingZeros();
  }

  private static String text(@Nullable BigDecimal price) {
    return price == null ? "" : price.stripTrailingZeros().toPlainString();
  }

  private static String text(@Nullable Long count) {
    return count == null ? "" : count.toString();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
