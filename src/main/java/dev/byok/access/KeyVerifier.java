package dev.byok.access;

import dev.byok.access.KeyListing.Proof;
import dev.byok.access.question.Question;
import dev.byok.catalog.Verification;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Transport;
import dev.byok.routing.Route;
import org.jspecify.annotations.Nullable;

/**
 * Checks a key, and a model where one is named, with the cheapest request that can do so. If the
 * user gave the host, no other host is asked.
 */
public final class KeyVerifier {
  private static final String CHEAPEST = "*";
  private static final String DEPLOYMENT = "$deployment";

  private final KeyListing listing;
  private final CheapestModel cheapest;
  private final AwsVerifier aws;

  public KeyVerifier(Transport transport, String userAgent, AwsVerifier aws) {
    Question question = new Question(transport, userAgent);
    this.listing = new KeyListing(question);
    this.cheapest = new CheapestModel(question);
    this.aws = aws;
  }

  /** The result of a verification. */
  public enum Verdict {
    /** The provider knows the key. */
    PROVEN,
    /** This server offers no way to check a key. */
    NOT_CHECKABLE
  }

  /**
   * Verifies the route's key.
   *
   * @param ownHost whether the user gave the host, which is then the only one asked
   * @param model a model that the key must be allowed to use, or null
   * @param oneToken asks a model where no listing says enough
   * @throws Failure of kind KEY_REJECTED, NO_MODEL or QUOTA with fixed texts, or of another kind
   *     when the provider could not be asked
   */
  public Verdict verify(Route route, boolean ownHost, @Nullable String model, OneToken oneToken) {
    try {
      return verdict(route, ownHost, model, oneToken);
    } catch (Failure failed) {
      throw failed.askedOnce();
    }
  }

  private Verdict verdict(Route route, boolean ownHost, @Nullable String model, OneToken oneToken) {
    Verification how = route.provider().verification();
    Proof proof =
        how.byBedrock() ? byAws(route, model != null) : listing.prove(route, ownHost, model);
    if (proof == Proof.KEY_AND_MODEL) {
      return Verdict.PROVEN;
    }
    if (model != null) {
      ask(withModel(route, model), oneToken);
      return Verdict.PROVEN;
    }
    if (proof == Proof.KEY) {
      return Verdict.PROVEN;
    }
    String choice = how.completion();
    if (choice == null || choice.equals(DEPLOYMENT)) {
      return Verdict.NOT_CHECKABLE;
    }
    if (choice.equals(CHEAPEST)) {
      choice = cheapest.of(route, ownHost);
    }
    return choice == null
        ? Verdict.NOT_CHECKABLE
        : withOurChoice(withModel(route, choice), ownHost, oneToken);
  }

  /** Skips this check where a model is named: asking that model checks the key as well. */
  private Proof byAws(Route route, boolean modelNamed) {
    return !modelNamed && aws.verify(route) == Verdict.PROVEN ? Proof.KEY : Proof.NOTHING;
  }

  /**
   * Asks a model that byok chose. If it is gone, the key is not at fault: the provider recognized
   * it before it looked for the model. A server of the user's own that does not know the model has
   * proven nothing.
   */
  private static Verdict withOurChoice(Route route, boolean ownHost, OneToken oneToken) {
    try {
      ask(route, oneToken);
      return Verdict.PROVEN;
    } catch (Failure failed) {
      boolean noSuchModel =
          failed.kind() == Kind.NO_MODEL
              || (failed.kind() == Kind.REFUSED && mentions(failed, route.model()));
      if (!noSuchModel) {
        throw failed;
      }
      return ownHost ? Verdict.NOT_CHECKABLE : Verdict.PROVEN;
    }
  }

  private static void ask(Route route, OneToken oneToken) {
    try {
      oneToken.ask(route);
    } catch (Failure failed) {
      // Some reasoning models refuse a limit too low to finish a thought in. They did answer.
      boolean outOfTokens =
          failed.kind() == Kind.REFUSED && mentions(failed, "output limit was reached");
      if (failed.kind() != Kind.INCOMPLETE && !outOfTokens) {
        throw VerificationFailures.reworded(route, failed);
      }
    }
  }

  private static boolean mentions(Failure failure, String words) {
    return failure.details().stream().anyMatch(detail -> detail.contains(words));
  }

  private static Route withModel(Route route, String model) {
    return new Route(
        route.provider(),
        route.key(),
        route.endpoint(),
        model,
        route.credential(),
        route.settings());
  }
}
