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

/** Proves a key by what the provider shows only to those it knows, which spends no tokens. */
final class KeyListing {
  private final Question question;

  KeyListing(Question question) {
    this.question = question;
  }

  /** How much an answer says. */
  enum Proof {
    NOTHING,
    KEY,
    KEY_AND_MODEL
  }

  /**
   * Gets what the provider's row names, and its list of models where a server has no such path.
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

  /** An address on another host of the provider's is not for keys of a host of the user's own. */
  static @Nullable ApiPath reachable(@Nullable ApiPath path, boolean ownHost) {
    return path == null || (path.isElsewhere() && ownHost) ? null : path;
  }

  /** The list of models, where it is another path and shown to known keys only. */
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

  /** Whether the provider itself says no more than that the key may not do this. */
  private static boolean isPlainRefusal(Route route, ProviderError error) {
    String name = error.classify(route.provider().id()).name();
    return name.equals(Kind.KEY_REJECTED.label()) && !error.message().isEmpty();
  }

  /** What the report itself says, whatever its status. */
  private static Kind said(ProviderError error) {
    return new ProviderError(0, error.codes(), error.message(), null).kind();
  }

  /** Anything may answer, also on the way, and call a page to sign in a success. */
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

  /** xAI shows a key that may not be used any more, and says so in fields beside its name. */
  private static boolean isBlocked(JsonObject known) {
    for (Map.Entry<String, ?> field : known.fields().entrySet()) {
      boolean names = field.getKey().endsWith("_blocked") || field.getKey().endsWith("_disabled");
      if (names && Boolean.TRUE.equals(field.getValue())) {
        return true;
      }
    }
    return false;
  }

  /** Sign-in pages for programs say in JSON that nobody is known. */
  private static boolean saysSomething(ListPage page, JsonObject known) {
    for (String field : List.of("success", "ok", "authenticated", "logged_in")) {
      if (Boolean.FALSE.equals(known.get(field))) {
        return false;
      }
    }
    boolean sendsAway = known.has("redirect") || known.has("login_url");
    return (page.isList() || !known.fields().isEmpty()) && !sendsAway;
  }

  /** A list, or an object with one in it or in an object of it. */
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

  /** Only the provider's own list of what the key may use tells that it may not use a model. */
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
