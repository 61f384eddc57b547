/** Server-sent events: bytes in, events out. No I/O of its own, no JSON. */
@NullMarked
package dev.byok.sse;

import org.jspecify.annotations.NullMarked;
