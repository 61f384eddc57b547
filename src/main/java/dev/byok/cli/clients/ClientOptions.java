package dev.byok.cli.clients;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Values;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.serve.clients.Client;
import dev.byok.serve.clients.ClientLimit;
import dev.byok.serve.clients.LentKeys;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say what a client may do. Each that is given replaces the whole of its part. */
public final class ClientOptions {
  private static final String KEY = "--key";
  private static final String MODEL = "--allow-model";
  private static final String BUDGET = "--budget";
  private static final String NONE = "none";
  private static final int LONGEST_PATTERN = 200;

  private ClientOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            Specs.values("KEY", "a key that it may use; '*' for every key", "-k", KEY))
        .addOption(Specs.values("GLOB", "a model that it may use; * stands for any text", MODEL))
        .addOption(
            Specs.values(
                "USD[/PERIOD]", "what it may spend in a day, week or month, or in all", BUDGET))
        .addOption(
            Specs.value(
                "WHEN", "when its token expires: 12h, 30d, 3m, a day, or never", Expiry.OPTION));
  }

  static boolean givesKeys(Arguments given) {
    return given.has(KEY);
  }

  static boolean areGiven(Arguments given) {
    return given.has(KEY) || given.has(MODEL) || given.has(BUDGET) || given.has(Expiry.OPTION);
  }

  /** Returns the client with what the options say. */
  static Client apply(Client client, LendableKeys lendable, Arguments given, ZonedDateTime now) {
    Client changed = client;
    if (given.has(KEY)) {
      changed = changed.withKeys(keys(lendable, given.texts(KEY)));
    }
    if (given.has(MODEL)) {
      changed = changed.withModels(models(given.texts(MODEL)));
    }
    if (given.has(BUDGET)) {
      changed = changed.withLimits(limits(given.texts(BUDGET)));
    }
    String expires = given.text(Expiry.OPTION);
    return expires == null ? changed : changed.withExpiry(Expiry.of(expires, now));
  }

  /** Returns the client with what the options have changed in another copy of it. */
  static Client copy(Client from, Client client, Arguments given) {
    Client changed = given.has(KEY) ? client.withKeys(from.keys()) : client;
    changed = given.has(MODEL) ? changed.withModels(from.models()) : changed;
    changed = given.has(BUDGET) ? changed.withLimits(from.limits()) : changed;
    return given.has(Expiry.OPTION) ? changed.withExpiry(from.expires()) : changed;
  }

  private static LentKeys keys(LendableKeys lendable, List<String> words) {
    return words.contains(LentKeys.EVERY) ? LentKeys.every() : LentKeys.of(lendable.named(words));
  }

  public static List<String> models(List<String> patterns) {
    for (String pattern : patterns) {
      if (UserWord.mayHoldAKey(pattern)) {
        throw Failure.of(Kind.USAGE, UserWord.quoted(pattern, 60) + " looks like a key")
            .hint("write * in place of that part; to store a key, run byok keys add");
      }
      if (!isPattern(pattern)) {
        throw Values.wrong(
            MODEL,
            pattern,
            "a model's id, in which * stands for any text, such as gpt-5* or openai/*");
      }
    }
    return patterns.contains("*") ? List.of() : patterns.stream().distinct().toList();
  }

  /** Other signs of globs would be taken as they are, and fit no model. */
  private static boolean isPattern(String text) {
    boolean fits = !text.isEmpty() && text.length() <= LONGEST_PATTERN;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      fits &= c > ' ' && c <= '~' && "?[]{}\\\"'".indexOf(c) < 0;
    }
    return fits;
  }

  private static List<ClientLimit> limits(List<String> texts) {
    if (texts.equals(List.of(NONE))) {
      return List.of();
    }
    List<ClientLimit> limits = new ArrayList<>();
    for (String text : texts) {
      ClientLimit limit = ClientLimit.parse(text);
      if (limit == null) {
        throw Values.wrong(
            BUDGET, text, "US dollars, such as 5, 0.50/day, 10/week or 20/month; or none alone");
      }
      for (ClientLimit other : limits) {
        if (limit.isBeside(other)) {
          throw Failure.of(
                  Kind.USAGE, BUDGET + " was given twice for the same period: " + limit.words())
              .hint("give one for each period");
        }
      }
      limits.add(limit);
    }
    return limits;
  }
}
