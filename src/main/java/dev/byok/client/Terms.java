package dev.byok.client;

import java.time.Duration;

/**
 * How a prompt is sent.
 *
 * @param stream whether the answer is asked for piece by piece
 * @param idleTimeout the longest silence that is waited out
 * @param retries how often a connection failure, a 429 or a 5xx is tried again, at most
 */
public record Terms(boolean stream, Duration idleTimeout, int retries) {}
