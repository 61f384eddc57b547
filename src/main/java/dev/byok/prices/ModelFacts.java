package dev.byok.prices;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the public price list says of a model; null for what it does not say.
 *
 * @param context the most tokens of a prompt and its answer together
 * @param maxInput the most tokens of a prompt
 * @param maxOutput the most tokens of an answer
 * @param inputs what it reads: {@code text}, {@code image}, {@code pdf}, …
 * @param outputs what it writes
 * @param reasoning whether it thinks before it answers
 * @param temperature whether it takes a temperature
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
