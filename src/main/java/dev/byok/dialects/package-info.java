/**
 * Wire formats: a prompt to a body, events to deltas, an error body to a failure. No keys, no
 * network.
 */
@NullMarked
package dev.byok.dialects;

import org.jspecify.annotations.NullMarked;
