package dev.byok.cli.compare;

import dev.byok.cli.ask.KiloOptions;
import dev.byok.cli.ask.Sending;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Setup;
import dev.byok.client.Terms;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.Credential;
import dev.byok.keys.names.KeyName;
import dev.byok.routing.Route;
import dev.byok.term.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the route to each model and fetches the keys one after the other: two passphrase prompts at
 * the same time could not be told apart. A failure of one does not stop the others.
 */
public record Candidates(Messages messages, Setup setup, Sending sending, Arguments given) {
  /** The most models that can be compared. */
  public static final int MOST = 16;

  /**
   * Returns the candidates in the order asked.
   *
   * @param sends whether prompts will be sent, so that Kilo must be asked about its keys first
   */
  public List<Candidate> of(List<String> references, Terms terms, boolean sends) {
    List<Candidate> candidates = new ArrayList<>();
    for (String reference : references) {
      candidates.add(routed(candidates.size(), reference));
    }
    candidates = withTerms(candidates, terms);
    Map<KeyName, Credential> shared = new HashMap<>();
    candidates.replaceAll(one -> withKey(one, shared, sends));
    return candidates;
  }

  /** Checks the number of models, before anything else can fail. */
  static void check(List<String> references) {
    if (references.isEmpty()) {
      throw Failure.of(Kind.USAGE, "no model was given: -m is missing")
          .hint("name two or more, such as: byok compare -m openai/MODEL -m anthropic/MODEL \"…\"");
    }
    if (references.size() > MOST) {
      throw Failure.of(
              Kind.USAGE, "\"" + references.size() + "\" models are too many to be compared")
          .hint("-m may be given up to " + MOST + " times");
    }
  }

  private Candidate routed(int place, String reference) {
    try {
      return new Candidate(place, reference, setup.router().route(reference), null, null);
    } catch (Failure nowhere) {
      return new Candidate(place, reference, null, null, nowhere);
    }
  }

  /** Applies Kilo's options to its models only. They are an error if no candidate is Kilo's. */
  private List<Candidate> withTerms(List<Candidate> candidates, Terms terms) {
    boolean kilo = false;
    for (Candidate one : candidates) {
      kilo |= one.route() != null && one.route().isKilo();
    }
    List<Candidate> ready = new ArrayList<>();
    for (Candidate one : candidates) {
      Route route = one.route();
      if (route != null) {
        Route own = route.isKilo() || !kilo ? KiloOptions.route(route, given) : route;
        ready.add(one.on(own, KiloOptions.terms(terms, own, given)));
      } else {
        ready.add(one);
      }
    }
    return ready;
  }

  private Candidate withKey(Candidate one, Map<KeyName, Credential> shared, boolean sends) {
    Route route = one.route();
    Terms terms = one.terms();
    if (route == null || terms == null) {
      return one;
    }
    Credential credential = route.credential();
    if (!credential.isNone()) {
      credential = shared.computeIfAbsent(route.key(), _ -> route.credential());
    }
    Route own = route.with(credential);
    Candidate ready = one.on(own, terms);
    try {
      credential.secret();
      if (sends && own.isKilo()) {
        KiloOptions.requireOwnKey(messages, sending, own, given);
      }
      return ready;
    } catch (Failure refusal) {
      return ready.refused(refusal);
    }
  }
}
