package dev.byok.term;

import java.io.InputStream;
import java.util.Map;

/**
 * The three standard streams and what they are connected to.
 *
 * @param env the environment, which says how wide a terminal is and what it can do
 */
public record Streams(
    InputStream in,
    StandardOutput out,
    Messages messages,
    Terminal terminal,
    Map<String, String> env) {}
