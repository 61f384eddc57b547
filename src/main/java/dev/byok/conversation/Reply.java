package dev.byok.conversation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An answer as it grows from its deltas, also one that breaks off. */
public final class Reply {
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private Usage usage = Usage.unknown();
  private @Nullable BigDecimal costUsd;
  private @Nullable Boolean ownKey;
  private @Nullable String finishReason;
  private @Nullable String servedModel;
  private @Nullable String requestId;

  /** Adds the next piece. A report of usage or model replaces the earlier one. */
  public void add(Delta delta) {
    if (delta instanceof Delta.Text more) {
      text.append(more.text());
    } else if (delta instanceof Delta.Reasoning more) {
      reasoning.append(more.text());
    } else if (delta instanceof Delta.Counted counted) {
      usage = counted.usage();
      costUsd = counted.costUsd();
      ownKey = counted.ownKey();
    } else if (delta instanceof Delta.Finish finish) {
      finishReason = finish.reason();
    } else if (delta instanceof Delta.Served served) {
      servedModel = served.model();
    } else if (delta instanceof Delta.RequestId named) {
      requestId = named.id();
    }
  }

  public String text() {
    return text.toString();
  }

  /** Returns the reasoning, empty when there was none. */
  public String reasoning() {
    return reasoning.toString();
  }

  public Usage usage() {
    return usage;
  }

  /** Returns US dollars as the provider reported them, or null when it did not. */
  public @Nullable BigDecimal costUsd() {
    return costUsd;
  }

  /** Whether a gateway billed the user's own key at the provider; null when not reported. */
  public @Nullable Boolean ownKey() {
    return ownKey;
  }

  public @Nullable String finishReason() {
    return finishReason;
  }

  public @Nullable String servedModel() {
    return servedModel;
  }

  public @Nullable String requestId() {
    return requestId;
  }
}
