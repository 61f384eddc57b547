/** HTTP/1.1 on byok's own sockets: each request is sent exactly once, and closing cancels it. */
@NullMarked
package dev.byok.http.wire;

import org.jspecify.annotations.NullMarked;
