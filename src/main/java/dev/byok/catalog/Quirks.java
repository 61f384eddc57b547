package dev.byok.catalog;

import dev.byok.conversation.Options.Effort;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a provider's dialect differs from the plain one, by the flags of its row. */
public final class Quirks {
  private static final String EFFORT = "effort";

  private final JsonObject flags;

  /** Takes the flags as they are in {@code providers.json}. */
  public Quirks(JsonObject flags) {
    this.flags = flags;
  }

  /** How a provider treats {@code stream_options}. */
  public enum StreamOptions {
    /** Needed to get token counts. */
    SEND,
    /**
     * Needed by some servers and refused by others with the same name. A refused request is sent
     * once more without it.
     */
    SEND_OR_DROP,
    /** Refused or not needed. */
    OMIT
  }

  /** How to ask for an answer that fits a JSON Schema. */
  public enum StructuredOutput {
    /** The schema itself is in the dialect's own field. */
    JSON_SCHEMA,
    /** The dialect's own field asks for JSON, and the schema is in the system prompt. */
    JSON_OBJECT,
    /** The schema is only in the system prompt. */
    PROMPT,
    /** A schema cannot be requested. */
    NONE
  }

  public StreamOptions streamOptions() {
    return StreamOptions.valueOf(constant("stream_options", "omit"));
  }

  public boolean sendsStreamOptions() {
    return streamOptions() != StreamOptions.OMIT;
  }

  /** Returns the same quirks without {@code stream_options}. */
  public Quirks withoutStreamOptions() {
    return new Quirks(flags.with("stream_options", "omit"));
  }

  /**
   * Returns the same quirks with what differs on another wire. Its rules for efforts come before
   * these.
   */
  public Quirks on(OtherWire wire) {
    JsonObject changed = flags;
    for (Map.Entry<String, @Nullable Object> flag : wire.quirks().fields().entrySet()) {
      Object value = flag.getValue();
      if (flag.getKey().equals(EFFORT)) {
        List<JsonObject> rules = new ArrayList<>(wire.quirks().objects(EFFORT));
        rules.addAll(flags.objects(EFFORT));
        value = rules;
      }
      changed = changed.with(flag.getKey(), value);
    }
    return new Quirks(changed);
  }

  /** Returns whether some models take images, or PDF files, on this wire and others do not. */
  public boolean takesFilesOfSome(boolean images) {
    return !flags.texts(images ? "no_images" : "no_pdf").isEmpty();
  }

  /** Returns the name of the output limit's field. */
  public String maxTokensField() {
    String field = flags.text("max_tokens_field");
    return field == null ? "max_tokens" : field;
  }

  /** Returns the name of the seed's field; null where there is none. */
  public @Nullable String seedField() {
    String field = flags.text("seed_field");
    return "none".equals(field) ? null : field;
  }

  /** Returns whether images can be sent to this model. */
  public boolean takesImages(String model) {
    return flags.is("images") && !Patterns.matchesAny(flags.texts("no_images"), model);
  }

  /** Returns whether PDF files can be sent to this model. */
  public boolean takesPdf(String model) {
    return flags.is("pdf") && !Patterns.matchesAny(flags.texts("no_pdf"), model);
  }

  public StructuredOutput structuredOutput() {
    return StructuredOutput.valueOf(constant("structured_output", "none"));
  }

  /** Returns whether the stated output excludes the reasoning, so that both must be added. */
  public boolean reasoningOutsideOutput() {
    return flags.is("reasoning_outside_output");
  }

  /**
   * Returns the most tokens that a gap may be filled with; null where there is no limit. Where
   * there is one, requests must give a number.
   */
  public @Nullable Long mostGapTokens() {
    return flags.count("most_gap_tokens");
  }

  /**
   * Returns the fields without which some models refuse a request that is not streamed. They are
   * sent unless an effort is requested.
   */
  public JsonObject unstreamedFields() {
    return flags.at("unstreamed_fields");
  }

  /** Returns whether this model's requests may mark up to where to cache a prompt. */
  public boolean takesCacheBreakpoints(String model) {
    return Patterns.matchesAny(flags.texts("cache_breakpoints"), model);
  }

  /**
   * Returns the name of the field that tells which requests share the beginning of their prompts;
   * null where there is none.
   */
  public @Nullable String cacheKeyField() {
    return flags.text("cache_key_field");
  }

  /**
   * Returns the name of the tags between which the answer's text may hold reasoning, such as {@code
   * think}; null for none.
   */
  public @Nullable String thinkTag() {
    return flags.is("think_tags") ? "think" : flags.text("think_tags");
  }

  /**
   * Returns the fields that ask this model for an effort, to be merged into the request.
   *
   * @throws Failure of kind {@code USAGE} where it cannot be requested
   */
  public JsonObject effort(String model, Effort effort) {
    JsonObject rule = EffortLevels.rule(flags.objects(EFFORT), model);
    if (rule != null) {
      return EffortLevels.of(rule).fields(model, effort);
    }
    throw Failure.of(
            Kind.USAGE,
            UserWord.quoted(model)
                + " does not support --effort "
                + effort.name().toLowerCase(Locale.ROOT))
        .hint("omit --effort, or use another model");
  }

  /**
   * Returns the fields that ask this model to show its reasoning; empty where there are none, or
   * where it thinks only on request.
   *
   * @param effort whether an effort is requested
   */
  public JsonObject shownReasoning(String model, boolean effort) {
    JsonObject rule = EffortLevels.rule(flags.objects("shown_reasoning"), model);
    return rule == null || (rule.is("with_effort") && !effort)
        ? JsonObject.empty()
        : rule.at("fields");
  }

  /**
   * Returns whether this model takes the effort in the form of Responses, on a wire that has no
   * form of its own.
   */
  public boolean nestsEffort(String model) {
    return Patterns.matchesAny(flags.texts("nested_effort"), model);
  }

  /** Returns whether this model takes only schemas that leave nothing open. */
  public boolean takesOnlyClosedSchemas(String model) {
    return Patterns.matchesAny(flags.texts("closed_schemas"), model);
  }

  /** Returns the lowest limit for an answer that is not refused. */
  public long leastOutputTokens() {
    Long least = flags.count("least_output_tokens");
    return least == null ? 1 : least;
  }

  /** Returns whether this model samples as it likes, so that a temperature is refused. */
  public boolean refusesTemperature(String model) {
    return Patterns.matchesAny(flags.texts("no_temperature"), model);
  }

  /** Returns whether this model searches the web only if the request names the tool for it. */
  public boolean needsSearchTool(String model) {
    return Patterns.matchesAny(flags.texts("web_search"), model);
  }

  private String constant(String flag, String otherwise) {
    String word = flags.text(flag);
    return (word == null ? otherwise : word).toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
