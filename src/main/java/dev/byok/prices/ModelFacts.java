package dev.byok.prices;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's entry in the public price list. Null means that the list does not say.
 *
 * @param context the maximum tokens of a prompt and its answer together
 * @param maxInput the maximum tokens of a prompt
 * @param maxOutput the maximum tokens of an answer
 * @param inputs what the model reads: {@code text}, {@code image}, {@code pdf}, …
 * @param outputs what it writes
 * @param reasoning whether it reasons before it answers
 * @param temperature whether it accepts a temperature
 */
public record ModelFacts(
    @Nullable String name,
    @Nullable Long context,
    @Nullable Long maxInput,
    @Nullable Long maxOutput,
    List<String> inputs,
    List<String> outputs,
    @Nullable Boolean reasoning,
    @Nullable Boolean temperature,
    ModelPrice price) {}
