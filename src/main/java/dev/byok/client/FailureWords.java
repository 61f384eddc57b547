package dev.byok.client;

import dev.byok.dialects.errors.Classification;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.keys.Credential;
import dev.byok.keys.EnvironmentKeys;
import dev.byok.keys.names.KeyName;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words byok's part of a report, around the provider's own words: the first line and the next step.
 * The texts of a recipe take precedence over those of the kind.
 */
final class FailureWords {
  /** Placeholder in a recipe: how to store or use another key. */
  private static final String STORE = "{store}";

  /** How a recipe's hint begins if a key is missing. */
  private static final String ADD = "byok keys add {key} stores one";

  private static final long MOST_DOLLARS = 1_000_000_000;
  private static final Pattern PAGE = Pattern.compile("https://[A-Za-z0-9./_?=&%#-]{1,200}");

  private final Route route;
  private final Redaction redaction;
  private final ProviderError error;
  private final Classification what;

  FailureWords(Route route, Redaction redaction, ProviderError error, Classification what) {
    this.route = route;
    this.redaction = redaction;
    this.error = error;
    this.what = what;
  }

  String text() {
    String text = what.text() == null ? textOfKind() : filledIn(what.text());
    return error.status() == 0 ? text : text + " (HTTP " + error.status() + ")";
  }

  Failure hinted(Failure failure) {
    String buyUrl = error.credit().buyUrl();
    if (what.kind() == Kind.QUOTA && buyUrl != null && isPage(buyUrl)) {
      return failure.hint("add credit: " + buyUrl);
    }
    String recipe = what.hint();
    if (recipe == null) {
      return hintedByKind(failure);
    }
    if (recipe.equals(STORE)) {
      return failure.keyHint(keyHint(route));
    }
    if (recipe.startsWith(ADD)) {
      return failure.keyHint(filledIn(recipe));
    }
    return recipe.endsWith("; " + STORE)
        ? failure
            .hint(filledIn(recipe.substring(0, recipe.length() - STORE.length() - 2)))
            .keyHint(keyHint(route))
        : failure.hint(filledIn(recipe));
  }

  /** Returns what is left of the user's credit, or null if the report does not say. */
  @Nullable String balance() {
    BigDecimal balance = error.credit().balance();
    if (what.kind() != Kind.QUOTA
        || balance == null
        || balance.abs().compareTo(BigDecimal.valueOf(MOST_DOLLARS)) > 0) {
      return null;
    }
    return "balance: " + balance.setScale(2, RoundingMode.FLOOR).toPlainString() + " USD";
  }

  private String textOfKind() {
    return switch (what.kind()) {
      case NO_KEY -> name() + " needs a key for " + UserWord.quoted(route.model());
      case KEY_REJECTED ->
          error.status() == 403
              ? name() + " does not allow the key \"" + route.key() + "\" to do this"
              : name() + " rejects the key \"" + route.key() + "\"";
      case NO_MODEL -> name() + " has no model " + UserWord.quoted(route.model()) + " for this key";
      case QUOTA -> "the quota or credit at " + name() + " is used up";
      case RATE_LIMIT -> name() + " limits the rate of requests";
      case UNAVAILABLE -> name() + " is unavailable";
      default -> name() + " refuses the request";
    };
  }

  private Failure hintedByKind(Failure failure) {
    return switch (what.kind()) {
      case NO_KEY -> failure.keyHint("byok keys add " + route.key() + " stores one");
      case KEY_REJECTED -> failure.keyHint(keyHint(route));
      case NO_MODEL -> failure.hint("check the model's name and the host: " + host());
      case QUOTA ->
          failure.hint("check your account's credit" + (url() == null ? "" : ": " + url()));
      case RATE_LIMIT ->
          isAnonymousAtKilo()
              ? failure.hint(
                  "wait and try again; byok keys add "
                      + route.key()
                      + " stores the key of an account, whose limits are higher")
              : failure.hint("wait and try again").retried();
      case UNAVAILABLE -> failure.hint("try again later").retried();
      default -> failure.hint("--dry-run shows what would be sent, without sending it");
    };
  }

  private boolean isAnonymousAtKilo() {
    return route.isKilo() && route.credential().isNone();
  }

  /** Returns the next step if byok knows only that a key is rejected. */
  public static String keyHint(Route route) {
    KeyName key = route.key();
    if (route.provider().isBuiltIn()) {
      return route.provider().name() + " needs no key; try demo/echo";
    }
    if (route.credential().isNone()) {
      return route.provider().needsKey()
          ? "no key was sent; byok keys add " + key + " stores one"
          : "no key was sent; check the server at "
              + route.endpoint().host()
              + ", or store the key that it needs: byok keys add "
              + key;
    }
    Credential.Source source = route.credential().source();
    String variable = source.variable();
    if (variable == null) {
      return "byok keys add " + key + " --force stores another";
    }
    String own = EnvironmentKeys.ownVariable(key);
    return "the key came from "
        + source.words()
        + (variable.equals(own) ? "" : "; " + own + " goes before it");
  }

  /** Whether the URL is one that a person can open and contains no secret. */
  private boolean isPage(String url) {
    return PAGE.matcher(url).matches() && redaction.apply(url).equals(url);
  }

  /** Replaces the user's own words last, since they could contain a placeholder. */
  private String filledIn(String text) {
    String url = url();
    return text.replace("{provider}", name())
        .replace("{host}", host())
        .replace(STORE, keyHint(route))
        .replace("{account}", url == null ? "your account with it" : url)
        .replace("{key}", route.key().toString())
        .replace("{model}", route.model());
  }

  private String name() {
    return route.provider().name();
  }

  /** The host, or the whole base URL if the user set it: then its port or path is usually wrong. */
  private String host() {
    String base = route.endpoint().base().toString();
    return base.equals(route.provider().baseUrl()) ? route.endpoint().host() : base;
  }

  private @Nullable String url() {
    return route.provider().keyUrl();
  }
}
