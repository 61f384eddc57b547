package dev.byok.serve;

import dev.byok.budget.Limits;
import dev.byok.catalog.Quirks;
import dev.byok.client.Ask;
import dev.byok.client.Passed;
import dev.byok.client.Terms;
import dev.byok.exchange.Ending;
import dev.byok.exchange.Exchange;
import dev.byok.exchange.Filing;
import dev.byok.exchange.Order;
import dev.byok.exchange.StopButton;
import dev.byok.exchange.Wishes;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.Notices;
import dev.byok.json.JsonSyntaxException;
import dev.byok.routing.Route;
import dev.byok.serve.body.JsonBody;
import dev.byok.serve.listen.Incoming;
import dev.byok.serve.listen.Outgoing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Passes one request on to its provider, and the answer back. */
public final class Passing {
  private static final int LARGEST_BODY = 64 << 20;
  private static final Duration IDLE = Duration.ofMinutes(15);

  private final Exchange exchange;
  private final FetchedKeys keys;
  private final Notices notices;
  private final Site site;

  public Passing(Exchange exchange, FetchedKeys keys, Notices notices, Site site) {
    this.exchange = exchange;
    this.keys = keys;
    this.notices = notices;
    this.site = site;
  }

  /**
   * @throws RefusedException if byok does not send it; nothing was answered then
   */
  void pass(Passage.Ask ask, Permit permit, Incoming request, Outgoing answer)
      throws IOException, RefusedException {
    JsonBody body = body(request);
    requireNoDetour(body, permit);
    String named = ask.operation().namesModelInPath() ? ask.model() : body.model();
    Destination to = Destination.of(ask, named, permit, keys.router(), site.base());
    Route route;
    try {
      route = keys.lent(to.route());
    } catch (Failure kept) {
      throw new RefusedException(Refusals.of(kept, ask.operation().shape()));
    }
    boolean asksForUsage = asksForUsage(ask.operation(), body, route);
    boolean inPath = ask.operation().namesModelInPath();
    Passed passed =
        new Passed(
            "POST",
            to.address(),
            PassedFields.request(request),
            body.edited(inPath ? null : to.rename(), asksForUsage),
            new Passed.Reading(
                ask.operation().decoder(),
                body.streams() || ask.operation() == Operation.GENERATE_STREAM,
                body.mostTokens(),
                asksForUsage,
                body.asksEffort()));
    Handover handover = new Handover(answer);
    StopButton stop = new StopButton();
    answer.onGone(stop::press);
    Order order =
        new Order(
            route,
            new Ask.Passing(passed, handover),
            new Terms(passed.reading().stream(), IDLE, 0),
            filing(ask, permit, request),
            wishes(ask.operation(), permit));
    Ending ending;
    try {
      ending = exchange.run(order, new PassingSink(notices), stop);
    } catch (Failure unsent) {
      throw new RefusedException(Refusals.of(unsent, ask.operation().shape()));
    }
    Failure failure = ending.failure();
    if (failure != null && failure.isUnsent()) {
      keys.failed(route.key(), failure);
    }
    if (!handover.isComplete()) {
      if (handover.status() == 0 && failure != null && failure.kind() != Kind.INTERRUPTED) {
        throw new RefusedException(Refusals.of(failure, ask.operation().shape()));
      }
      // A clean end would look like a whole answer, which some agents ask for again and again.
      answer.cut();
    }
    site.log()
        .answered(
            new RequestLog.Answered(
                permit.name(),
                request.method(),
                site.path(request),
                handover.status(),
                null,
                ending));
  }

  private static JsonBody body(Incoming request) throws IOException, RefusedException {
    String coding = request.first("content-encoding");
    if (coding != null && !coding.strip().toLowerCase(Locale.ROOT).equals("identity")) {
      throw new RefusedException(
          Refusal.of(415, "compressed_body", "byok does not take compressed requests"));
    }
    try {
      return JsonBody.of(request.body(LARGEST_BODY));
    } catch (JsonSyntaxException malformed) {
      throw new RefusedException(
          Refusal.of(
              400,
              "invalid_request",
              "the body is not one JSON object in UTF-8: " + malformed.getMessage()));
    }
  }

  /** Fields that lead a request to other models would go around what a program may use. */
  private static void requireNoDetour(JsonBody body, Permit permit) throws RefusedException {
    List<String> detours = body.rerouting();
    if (!detours.isEmpty() && permit.isLimited()) {
      throw new RefusedException(
          Refusal.of(
              400,
              "field_not_allowed",
              "byok does not pass \""
                  + detours.getFirst()
                  + "\" on where models or spending are limited"));
    }
  }

  /** A chat stream tells its usage only if it is asked to, and some servers refuse the question. */
  private static boolean asksForUsage(Operation operation, JsonBody body, Route route) {
    return operation == Operation.CHAT
        && body.streams()
        && !body.asksUsage()
        && route.wire().quirks().streamOptions() == Quirks.StreamOptions.SEND;
  }

  private static Wishes wishes(Operation operation, Permit permit) {
    if (!operation.isBilled()) {
      return new Wishes(Wishes.Budgeting.IGNORED, false);
    }
    Limits limits = permit.limits();
    return limits == null ? Wishes.NONE : Wishes.NONE.within(limits);
  }

  private Filing filing(Passage.Ask ask, Permit permit, Incoming request) {
    return ask.operation().isBilled()
        ? Filing.of(site.command(), AgentSession.of(request), site.tags()).sentFor(permit.name())
        : Filing.nowhere();
  }
}
