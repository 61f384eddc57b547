package dev.byok.catalog;

import dev.byok.conversation.Options.Effort;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a provider's dialect differs from the plain one: the flags of its row. */
public final class Quirks {
  private final JsonObject flags;

  /** Takes the flags as they stand in {@code providers.json}. */
  public Quirks(JsonObject flags) {
    this.flags = flags;
  }

  /** What a provider makes of {@code stream_options}. */
  public enum StreamOptions {
    /** Needed for usage numbers. */
    SEND,
    /**
     * Needed by some servers and refused by others behind the same name: asked again without it
     * once.
     */
    SEND_OR_DROP,
    /** Refused, or needless. */
    OMIT
  }

  /** How an answer that fits a JSON Schema is asked for. */
  public enum StructuredOutput {
    /** The schema itself is given in the dialect's own field. */
    JSON_SCHEMA,
    /** JSON is asked for in the dialect's own field, and the schema stands in the instructions. */
    JSON_OBJECT,
    /** The schema stands in the instructions alone. */
    PROMPT,
    /** It cannot be asked for. */
    NONE
  }

  public StreamOptions streamOptions() {
    return StreamOptions.valueOf(constant("stream_options", "omit"));
  }

  public boolean sendsStreamOptions() {
    return streamOptions() != StreamOptions.OMIT;
  }

  /** The same without {@code stream_options}. */
  public Quirks withoutStreamOptions() {
    return new Quirks(flags.with("stream_options", "omit"));
  }

  /** The name of the output limit's field. */
  public String maxTokensField() {
    String field = flags.text("max_tokens_field");
    return field == null ? "max_tokens" : field;
  }

  /** The name of the seed's field; null where there is none. */
  public @Nullable String seedField() {
    String field = flags.text("seed_field");
    return "none".equals(field) ? null : field;
  }

  public boolean takesImages() {
    return flags.is("images");
  }

  public boolean takesPdf() {
    return flags.is("pdf");
  }

  public StructuredOutput structuredOutput() {
    return StructuredOutput.valueOf(constant("structured_output", "none"));
  }

  /** Whether the stated output leaves the reasoning out, so that both have to be added. */
  public boolean reasoningOutsideOutput() {
    return flags.is("reasoning_outside_output");
  }

  /**
   * The most tokens that a gap may be filled with; where there is such a limit, a number has to be
   * given. Null where there is none.
   */
  public @Nullable Long mostGapTokens() {
    return flags.count("most_gap_tokens");
  }

  /**
   * The fields without which some models refuse an answer that is not streamed; they hold unless an
   * effort is asked for.
   */
  public JsonObject unstreamedFields() {
    return flags.at("unstreamed_fields");
  }

  /** Whether this model's requests may say up to where a prompt is worth keeping in a cache. */
  public boolean takesCacheBreakpoints(String model) {
    return Patterns.matchesAny(flags.texts("cache_breakpoints"), model);
  }

  /**
   * The name of the field that tells which requests share the front of their prompts; null where
   * there is none.
   */
  public @Nullable String cacheKeyField() {
    return flags.text("cache_key_field");
  }

  /** Whether reasoning may stand in the answer itself, between {@code <think>} tags. */
  public boolean thinkTags() {
    return flags.is("think_tags");
  }

  /**
   * The fields that ask this model for an effort, to be merged into the request.
   *
   * @throws Failure of kind {@code USAGE} where it cannot be asked for
   */
  public JsonObject effort(String model, Effort effort) {
    for (JsonObject rule : flags.objects("effort")) {
      if (Patterns.matchesAny(rule.texts("models"), model)) {
        return EffortLevels.of(rule).fields(model, effort);
      }
    }
    throw Failure.of(
            Kind.USAGE,
            UserWord.quoted(model)
                + " does not support --effort "
                + effort.name().toLowerCase(Locale.ROOT))
        .hint("omit --effort, or use another model");
  }

  private String constant(String flag, String otherwise) {
    String word = flags.text(flag);
    return (word == null ? otherwise : word).toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
