package dev.byok.dialects;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Options;
import dev.byok.json.JsonObject;

/** The fields that ask a model how much to think, and to show what it thinks. */
public final class ReasoningFields {
  private static final String REASONING = "reasoning";
  private static final String CHAT_EFFORT = "reasoning_effort";

  private ReasoningFields() {}

  /**
   * Returns the fields, to be merged into the request; empty where nothing is asked for.
   *
   * @throws dev.byok.failure.Failure of kind {@code USAGE} where the model does not take the effort
   */
  public static JsonObject of(Options options, Call call) {
    return of(options, call.model(), call.quirks());
  }

  /** As {@link #of(Options, Call)}, for a model that the rules know by another id. */
  static JsonObject of(Options options, String model, Quirks quirks) {
    Options.Effort effort = options.effort();
    JsonObject fields = effort == null ? JsonObject.empty() : quirks.effort(model, effort);
    return options.showsReasoning() && effort != Options.Effort.NONE
        ? Merge.deep(fields, quirks.shownReasoning(model, effort != null))
        : fields;
  }

  /** Puts the effort where Responses has it. The rules for efforts name the field of chat. */
  public static JsonObject nested(JsonObject fields) {
    String effort = fields.text(CHAT_EFFORT);
    if (effort == null) {
      return fields;
    }
    JsonObject reasoning = fields.at(REASONING).with("effort", effort);
    return fields.without(CHAT_EFFORT).with(REASONING, reasoning);
  }

  /** Returns a request's body with these fields. */
  public static JsonObject into(JsonObject body, JsonObject fields) {
    return Merge.deep(body, fields);
  }
}
