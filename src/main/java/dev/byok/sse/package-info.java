/** Turns bytes into server-sent events. Does no I/O and parses no JSON. */
@NullMarked
package dev.byok.sse;

import org.jspecify.annotations.NullMarked;
