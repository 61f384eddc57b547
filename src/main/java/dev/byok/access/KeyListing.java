package dev.byok.access;

import dev.byok.access.models.ListPage;
import dev.byok.access.question.Question;
import dev.byok.access.question.Told;
import dev.byok.catalog.ApiPath;
import dev.byok.catalog.ModelList;
import dev.byok.catalog.Verification;
import dev.byok.client.Addresses;
import dev.byok.dialects.Reports;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import dev.byok.routing.Route;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a key by requests that the provider answers only for known keys. They spend no tokens. */
final class KeyListing {
  private final Question question;

  KeyListing(Question question) {
    this.question = question;
  }

  /** What an answer proves. */
  enum Proof {
    NOTHING,
    KEY,
    KEY_AND_MODEL
  }

  /**
   * Gets the path in the provider's row, or the list of models where a server lacks that path.
   *
   * @throws Failure when the key is rejected, or the model is missing from the key's own list
   */
  Proof prove(Route route, boolean ownHost, @Nullable String model) {
    Verification how = route.provider().verification();
    ApiPath path = reachable(how.path(), ownHost);
    if (path == null) {
      return Proof.NOTHING;
    }
    ApiPath other = otherPath(route, path, ownHost);
    if (other != null) {
      Proof proof = ask(route, path, true, ownHost, model);
      if (proof == Proof.KEY || proof == Proof.KEY_AND_MODEL) {
        return proof;
      }
      path = other;
    }
    return ask(route, path, how.optional() || ownHost, ownHost, model);
  }

  /** Returns the path, unless it is elsewhere and the key is for a host of the user's own. */
  static @Nullable ApiPath reachable(@Nullable ApiPath path, boolean ownHost) {
    return path == null || (path.isElsewhere() && ownHost) ? null : path;
  }

  /** Returns the path of the model list, if it is another path and for known keys only. */
  private static @Nullable ApiPath otherPath(Route route, ApiPath path, boolean ownHost) {
    ModelList list = route.provider().modelList();
    ApiPath other = list.open() ? null : reachable(list.path(), ownHost);
    return other == null || withoutQuery(other).equals(withoutQuery(path)) ? null : other;
  }

  private static String withoutQuery(ApiPath path) {
    return path.path().split("\\?", 2)[0];
  }

  private Proof ask(
      Route route, ApiPath path, boolean mayBeMissing, boolean ownHost, @Nullable String model) {
    Told<ListPage> told = question.withKey(route, Addresses.of(route, path), ListPage::any);
    return switch (told) {
      case Told.Answer<ListPage>(ListPage page) -> ofSuccess(page, route, path, ownHost, model);
      case Told.Refused<ListPage>(var error, var location) ->
          withoutList(route, error, mayBeMissing, location, path);
      case Told.BrokeOff<ListPage> broken -> throw Question.brokeOff(route, broken);
      case Told.SomethingElse<ListPage> _ -> throw unexpected(route);
    };
  }

  private static Proof withoutList(
      Route route,
      ProviderError error,
      boolean mayBeMissing,
      @Nullable String location,
      ApiPath path) {
    int status = error.status();
    Kind said = said(error);
    if (said != Kind.NO_MODEL && (status == 404 || status == 405 || status == 501)) {
      if (mayBeMissing) {
        return Proof.NOTHING;
      }
      throw Failure.of(
              Kind.UNAVAILABLE,
              route.provider().name() + " has nothing at " + path.path() + " (HTTP " + status + ")")
          .provider(route.provider().id())
          .status(status)
          .hint("try again later");
    }
    boolean recognized =
        status == 403
            && route.provider().verification().forbiddenIsRecognized()
            && said != Kind.KEY_REJECTED
            && isPlainRefusal(route, error);
    if (recognized) {
      return Proof.KEY;
    }
    throw VerificationFailures.of(route, error, location);
  }

  /** Returns whether the provider itself says only that the key may not do this. */
  private static boolean isPlainRefusal(Route route, ProviderError error) {
    String name = error.classify(route.provider().id()).name();
    return name.equals(Kind.KEY_REJECTED.label()) && !error.message().isEmpty();
  }

  /** Returns what the report itself says, whatever its status. */
  private static Kind said(ProviderError error) {
    return new ProviderError(0, error.codes(), error.message(), null).kind();
  }

  /** Checks the answer, since a sign-in page on the way may come with a success status too. */
  private static Proof ofSuccess(
      ListPage page, Route route, ApiPath path, boolean ownHost, @Nullable String model) {
    JsonObject known = page.rest();
    if (known != null && Reports.isReport(known)) {
      throw VerificationFailures.of(route, ProviderError.read(0, known), null);
    }
    if (known != null && isBlocked(known)) {
      throw VerificationFailures.of(
          route, new ProviderError(403, List.of("account_deactivated"), "", null), null);
    }
    ApiPath list = route.provider().modelList().path();
    boolean listed = list != null && withoutQuery(list).equals(withoutQuery(path));
    boolean expected = listed ? holdsList(page) : known != null && saysSomething(page, known);
    if (!expected) {
      throw unexpected(route);
    }
    boolean named = model != null && page.models().stream().anyMatch(each -> each.isCalled(model));
    if (named) {
      return Proof.KEY_AND_MODEL;
    }
    return ownHost || model == null ? Proof.KEY : notNamed(page, route, model);
  }

  private static Failure unexpected(Route route) {
    return Failure.of(
            Kind.UNAVAILABLE,
            route.provider().name() + " gave an unexpected answer, so the key could not be checked")
        .provider(route.provider().id())
        .detail("a sign-in page or a wrong host may have answered")
        .hint(
            "check the host "
                + route.endpoint().host()
                + ", or use --no-verify to store the key unchecked");
  }

  /** Returns whether the key is blocked, which xAI says in fields beside the key's name. */
  private static boolean isBlocked(JsonObject known) {
    for (Map.Entry<String, ?> field : known.fields().entrySet()) {
      boolean names = field.getKey().endsWith("_blocked") || field.getKey().endsWith("_disabled");
      if (names && Boolean.TRUE.equals(field.getValue())) {
        return true;
      }
    }
    return false;
  }

  /** Returns false for a sign-in page, which says in JSON that the caller is unknown. */
  private static boolean saysSomething(ListPage page, JsonObject known) {
    for (String field : List.of("success", "ok", "authenticated", "logged_in")) {
      if (Boolean.FALSE.equals(known.get(field))) {
        return false;
      }
    }
    boolean sendsAway = known.has("redirect") || known.has("login_url");
    return (page.isList() || !known.fields().isEmpty()) && !sendsAway;
  }

  /** Returns whether the page is a list, or has one in itself or in one of its objects. */
  private static boolean holdsList(ListPage page) {
    JsonObject known = page.rest();
    JsonObject rest = known == null ? JsonObject.empty() : known;
    boolean found = page.isList();
    for (Object value : rest.fields().values()) {
      found |= value instanceof List<?>;
      found |=
          value instanceof JsonObject inner
              && inner.fields().values().stream().anyMatch(List.class::isInstance);
    }
    return found && rest.get("error") == null;
  }

  /** Fails if the list should name every model of the key; another list proves nothing. */
  private static Proof notNamed(ListPage page, Route route, String model) {
    boolean complete = route.provider().verification().listsModels();
    if (complete && !page.isList()) {
      throw Failure.of(
              Kind.UNAVAILABLE,
              route.provider().name() + " returned a model list that byok cannot read")
          .provider(route.provider().id())
          .hint("use --no-verify to store the key unchecked");
    }
    if (complete && !page.models().isEmpty()) {
      throw VerificationFailures.notListed(route, model);
    }
    return Proof.KEY;
  }
}
