/** Sends a prompt along a route and yields the deltas of the answer. */
@NullMarked
package dev.byok.client;

import org.jspecify.annotations.NullMarked;
