/** Sends a prompt along a route and returns the deltas of the answer. */
@NullMarked
package dev.byok.client;

import org.jspecify.annotations.NullMarked;
