/** HTTP/1.1 on sockets of its own: exactly one request is sent, and closing cancels it. */
@NullMarked
package dev.byok.http.wire;

import org.jspecify.annotations.NullMarked;
