package dev.byok.serve;

import dev.byok.serve.listen.Handler;
import dev.byok.serve.listen.Incoming;
import dev.byok.serve.listen.Outgoing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers each request of a program: checks that it may ask, and passes it on. The order of the
 * checks is a part of the contract: who has no token learns nothing but that byok is there.
 */
public final class Gateway implements Handler {
  private final Guard guard;
  private final Permits permits;
  private final Passing passing;
  private final ModelsAnswer models;
  private final Site site;

  /**
   * @param guard refuses what comes from a browser
   * @param permits who may ask
   */
  public Gateway(Guard guard, Permits permits, Passing passing, ModelsAnswer models, Site site) {
    this.guard = guard;
    this.permits = permits;
    this.passing = passing;
    this.models = models;
    this.site = site;
  }

  @Override
  public void handle(Incoming request, Outgoing answer) throws IOException {
    Refusal refusal = guard.refusal(request);
    if (refusal != null) {
      refuse(refusal, Shape.guessed(request), request, answer, null);
      return;
    }
    Passage passage = Passage.of(request.method(), request.target());
    if (passage instanceof Passage.Health) {
      health(request, answer);
      return;
    }
    Shape shape =
        passage instanceof Passage.Ask ask ? ask.operation().shape() : Shape.guessed(request);
    Permit permit = permits.find(Presented.of(request));
    if (permit == null) {
      Refusal unknown =
          Refusal.of(401, "wrong_token", "byok does not know this token; use the one that it gave");
      refuse(unknown, shape, request, answer, null);
      return;
    }
    try {
      switch (passage) {
        case Passage.Ask ask -> passing.pass(ask, permit, request, answer);
        case Passage.Models list -> models.answer(list, permit, request, answer);
        case Passage.Lost _, Passage.Health _ ->
            throw new RefusedException(
                Refusal.of(404, "not_found", Destination.nothingThere(permit, site.base())));
      }
    } catch (RefusedException refused) {
      refuse(refused.refusal(), shape, request, answer, permit);
    }
  }

  private void refuse(
      Refusal refusal, Shape shape, Incoming request, Outgoing answer, @Nullable Permit permit)
      throws IOException {
    refusal.send(shape, answer);
    site.log()
        .answered(
            new RequestLog.Answered(
                permit == null ? null : permit.name(),
                request.method(),
                site.path(request),
                refusal.status(),
                refusal.code(),
                null));
  }

  private void health(Incoming request, Outgoing answer) throws IOException {
    byte[] body =
        ("{\"name\":\"byok\",\"version\":\"" + site.version() + "\"}\n")
            .getBytes(StandardCharsets.UTF_8);
    answer.head(200, List.of(new Incoming.Field("Content-Type", "application/json")), body.length);
    if (!request.method().equals("HEAD")) {
      answer.write(body, 0, body.length);
    }
    answer.end();
  }
}
