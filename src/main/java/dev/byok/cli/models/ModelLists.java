package dev.byok.cli.models;

import dev.byok.access.models.ListedModel;
import dev.byok.access.models.Listing;
import dev.byok.access.models.ModelCache;
import dev.byok.access.models.ModelLister;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.Causes;
import dev.byok.term.Messages;
import dev.byok.text.Plural;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets the model lists of several keys at once, each from the cache or from its provider.
 *
 * @param refresh whether to ask the providers even if there is a list from today
 */
record ModelLists(
    Messages messages, Supplier<ModelLister> lister, ModelCache cache, boolean refresh) {
  private static final int AT_ONCE = 8;

  /** A key's list, or why there is none. */
  record Outcome(ModelSource source, List<ListedModel> models, @Nullable Failure failure) {}

  /** Returns one outcome for each source, in their order. */
  List<Outcome> of(List<ModelSource> sources) {
    ExecutorService workers =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().daemon().factory());
    try (var _ = messages.waiting(waitingFor(sources))) {
      ModelLister asking = lister.get();
      List<Future<Outcome>> asked = new ArrayList<>();
      for (ModelSource source : sources) {
        Outcome ready = withoutAsking(source);
        asked.add(workers.submit(() -> ready == null ? ask(asking, source) : ready));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> each : asked) {
        outcomes.add(result(each));
      }
      return outcomes;
    } finally {
      workers.shutdownNow();
    }
  }

  private static String waitingFor(List<ModelSource> sources) {
    return "asking "
        + (sources.size() == 1
            ? sources.get(0).route().provider().name()
            : Plural.of(sources.size(), "provider", "providers"));
  }

  /**
   * Returns an outcome that needs no request, or null. Secrets are fetched one after the other,
   * since each place of keys may ask the user something.
   */
  private @Nullable Outcome withoutAsking(ModelSource source) {
    List<ListedModel> cached = refresh ? null : cache.read(source.owner());
    if (cached != null) {
      messages.verbose("the models of " + source.route().key() + " are of today");
      return new Outcome(source, cached, null);
    }
    try {
      if (ModelLister.sendsKey(source.route().provider())) {
        source.route().credential().secret();
      }
      return null;
    } catch (Failure failed) {
      return new Outcome(source, List.of(), failed);
    }
  }

  private Outcome ask(ModelLister lister, ModelSource source) {
    try {
      Listing listing = lister.list(source.route());
      if (!listing.complete()) {
        messages.notice(
            source.route().provider().name()
                + " lists more models than byok reads; the first "
                + listing.models().size()
                + " are shown");
      } else if (ModelLister.isAsked(source.route().provider())) {
        keep(source, listing.models());
      }
      return new Outcome(source, listing.models(), null);
    } catch (Failure failed) {
      return new Outcome(source, List.of(), failed);
    }
  }

  private void keep(ModelSource source, List<ListedModel> models) {
    try {
      cache.write(source.owner(), models);
    } catch (IOException unwritten) {
      messages.notice("the model list cannot be saved: " + Causes.of(unwritten));
    }
  }

  private static Outcome result(Future<Outcome> asked) {
    try {
      return asked.get();
    } catch (ExecutionException broken) {
      throw new IllegalStateException("a list of models was not read", broken.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Failure.of(Kind.INTERRUPTED, "stopped waiting for the model lists").causedBy(stopped);
    }
  }
}
