/**
 * Wire formats: from a prompt to a body, from events to deltas, from an error body to a failure.
 * They know neither keys nor the network.
 */
@NullMarked
package dev.byok.dialects;

import org.jspecify.annotations.NullMarked;
