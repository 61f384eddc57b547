package dev.byok.client;

import dev.byok.dialects.errors.Classification;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import dev.byok.secrets.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Puts a provider's reports into byok's words: what failed, the provider's own words without
 * secrets, and what to do.
 */
public final class ProviderFailures {
  private static final int LONGEST_DETAIL = 2_000;
  private static final int LONGEST_IDENTIFIER = 256;
  private static final int LONGEST_BEGINNING = 160;

  private final Route route;
  private final Redaction redaction;

  public ProviderFailures(Route route, Redaction redaction) {
    this.route = route;
    this.redaction = redaction;
  }

  /** Redacts a route's key. */
  public static Redaction redaction(Route route) {
    Secret secret = route.credential().secret();
    return secret == null ? Redaction.none() : Redaction.of(secret);
  }

  /** The failure for a report instead of an answer; {@code location} is where a redirect points. */
  public Failure of(ProviderError error, @Nullable String location) {
    int status = error.status();
    if (status >= 300 && status < 400) {
      return redirect(status, location);
    }
    Classification what = error.classify(provider());
    FailureWords words = new FailureWords(route, redaction, error, what);
    Failure failure = withWords(Failure.of(what.kind(), words.text()), error);
    String balance = words.balance();
    return words.hinted((balance == null ? failure : failure.detail(balance)).provider(provider()));
  }

  /** The failure for a report inside an answer. */
  Failure inside(ProviderError error, boolean afterFirstToken) {
    if (!afterFirstToken) {
      return of(error, null);
    }
    Failure failure =
        Failure.of(Kind.INCOMPLETE, "the answer broke off: " + name() + " reports a failure");
    return withWords(failure, error)
        .provider(provider())
        .hint("the text so far is kept; ask again for the whole answer");
  }

  /** The failure for a connection that ended, or fell silent, inside an answer. */
  Failure brokenOff(String why, boolean afterFirstToken) {
    return afterFirstToken
        ? Failure.of(Kind.INCOMPLETE, "the answer broke off: " + why)
            .provider(provider())
            .hint("the text so far is kept; ask again for the whole answer")
        : noAnswer(name() + " sent no answer: " + why);
  }

  /**
   * The failure for something under HTTP 200 that is neither an answer nor a known report. It is
   * not retried, since it may be an answer and be billed.
   */
  Failure unknown(ProviderError what, String came, boolean afterFirstToken) {
    if (afterFirstToken) {
      return inside(what, true);
    }
    Failure failure =
        Failure.of(Kind.UNAVAILABLE, name() + " returned an answer that byok cannot read");
    return came(withWords(failure, what), came)
        .provider(provider())
        .hint("check the host and its path: " + route.endpoint().base());
  }

  /** Adds a line about what came instead of an answer. */
  Failure came(Failure failure, String what) {
    return failure.detail("what came: " + shown(what, LONGEST_BEGINNING));
  }

  private Failure noAnswer(String text) {
    return Failure.of(Kind.UNAVAILABLE, text)
        .provider(provider())
        .hint("try again, or wait longer with --timeout");
  }

  /** The failure for an answer that the dialect does not allow. */
  Failure malformed(String what, boolean afterFirstToken) {
    return afterFirstToken
        ? brokenOff(name() + " sent " + what, true)
        : noAnswer(name() + " sent " + what);
  }

  /** The failure for a web page, as a wrong host, a proxy or a sign-in sends it. */
  Failure page(ProviderError error) {
    Failure failure =
        Failure.of(Kind.UNAVAILABLE, name() + " returned a web page instead of an answer");
    return withWords(failure, error)
        .provider(provider())
        .hint("check the host and its path: " + route.endpoint().base());
  }

  /** The failure for an accepted request whose answer does not come on this connection. */
  Failure accepted(ProviderError error) {
    Failure failure =
        Failure.of(Kind.UNAVAILABLE, name() + " has no answer yet (HTTP 202)")
            .detail("it accepted the prompt and may bill it");
    return withWords(failure, error)
        .provider(provider())
        .status(202)
        .hint("use a model that answers at once");
  }

  /**
   * The failure for a model that stopped before its answer was complete.
   *
   * @param explanation why, as {@link #explanation} made it, or null
   */
  Failure stopped(String reason, @Nullable String explanation, boolean afterFirstToken) {
    Failure failure = brokenOff("finish reason " + UserWord.quoted(reason), afterFirstToken);
    return explanation == null ? failure : failure.detail(explanation);
  }

  /** The failure for an answer that the model or its provider filtered. */
  Failure filtered(@Nullable String explanation, boolean afterFirstToken) {
    Failure failure =
        Failure.of(
            Kind.REFUSED,
            name()
                + (afterFirstToken
                    ? " cut the answer by its content filter"
                    : " gave no answer: its content filter refuses"));
    return (explanation == null ? failure : failure.detail(explanation))
        .provider(provider())
        .hint(
            (afterFirstToken ? "what came is kept; " : "")
                + "rephrase the prompt, or use another model");
  }

  /** Cleans a name or an id from the provider, for the ledger and for JSON. */
  String identifier(String said) {
    return shown(said, LONGEST_IDENTIFIER);
  }

  /** Cleans a provider's words about why it stopped. */
  String explanation(String said) {
    return shown(said, LONGEST_DETAIL);
  }

  /** Removes secrets before it shortens: a secret that was cut would not be recognized. */
  private String shown(String said, int longest) {
    String words = redaction.apply(said);
    if (words.length() <= longest) {
      return words;
    }
    int end = Character.isHighSurrogate(words.charAt(longest - 2)) ? longest - 2 : longest - 1;
    return words.substring(0, end) + "…";
  }

  private Failure withWords(Failure failure, ProviderError error) {
    String words = shown(error.message(), LONGEST_DETAIL);
    Failure said = words.isEmpty() ? failure : failure.detail(words);
    return error.status() == 0 ? said : said.status(error.status());
  }

  private Failure redirect(int status, @Nullable String location) {
    Failure failure =
        location == null
            ? Failure.of(
                Kind.UNAVAILABLE,
                name() + " sent neither an answer nor another address (HTTP " + status + ")")
            : Failure.of(
                    Kind.UNAVAILABLE,
                    name() + " redirects to another address (HTTP " + status + ")")
                .detail("to " + shown(target(location), LONGEST_DETAIL));
    return failure
        .provider(provider())
        .status(status)
        .hint("keys go only to the host they were stored with; check the host " + host());
  }

  /** Describes where a redirect points, without what may be more than an address. */
  private String target(String location) {
    try {
      URI uri = route.endpoint().base().resolve(URI.create(location));
      String authority = uri.getRawAuthority();
      return URI.create(location).getRawAuthority() == null && !uri.isOpaque()
          ? "a path of the same host"
          : uri.getScheme()
              + "://"
              + (authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1));
    } catch (IllegalArgumentException noUri) {
      return "an address that cannot be read";
    }
  }

  private String host() {
    return route.endpoint().host();
  }

  private String name() {
    return route.provider().name();
  }

  private String provider() {
    return route.provider().id();
  }
}
