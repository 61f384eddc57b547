package dev.byok.cli.compare;

import dev.byok.cli.ask.DryRun;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Tools;
import dev.byok.client.Ask;
import dev.byok.conversation.Prompt;
import dev.byok.exchange.Exchange;
import dev.byok.exchange.Filing;
import dev.byok.exchange.Order;
import dev.byok.exchange.Wishes;
import dev.byok.failure.Failure;
import dev.byok.failure.UserWord;
import dev.byok.http.Request;
import dev.byok.json.JsonObject;
import dev.byok.routing.WireChoice;
import dev.byok.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Shows the requests, in the order asked and with masked keys, instead of sending them. */
final class DryComparison {
  private DryComparison() {}

  /** Returns the largest exit code. */
  static int run(
      Tools tools, Exchange exchange, Arguments given, List<Candidate> candidates, Prompt prompt) {
    StringBuilder text = new StringBuilder();
    List<JsonObject> elements = new ArrayList<>();
    int worst = 0;
    for (Candidate one : candidates) {
      text.append(text.isEmpty() ? "" : "\n").append("## ");
      text.append(SafeText.line(UserWord.shown(one.reference()))).append('\n');
      try {
        Order order = order(one, prompt);
        Request request = exchange.request(order);
        WireChoice wire = order.route().wire();
        text.append(DryRun.text(request));
        elements.add(DryRun.json(request, wire));
        if (!given.json()) {
          DryRun.tellWire(tools.messages().under(UserWord.shown(one.reference())), wire);
        }
      } catch (Failure refusal) {
        Result result = new Result(one, null, refusal);
        tools.messages().under(UserWord.shown(one.reference())).failure(refusal);
        text.append(result.mark()).append('\n');
        elements.add(result.toJson());
        worst = Math.max(worst, refusal.kind().exitCode());
      }
    }
    if (given.json()) {
      tools.out().jsonText(Lines.array(elements));
    } else {
      tools.out().write(text.toString());
    }
    return worst;
  }

  private static Order order(Candidate one, Prompt prompt) {
    return new Order(
        one.openRoute(),
        Ask.of(prompt),
        Objects.requireNonNull(one.terms()),
        Filing.of("compare", null, Map.of()),
        Wishes.NONE);
  }
}
