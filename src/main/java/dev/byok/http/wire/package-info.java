/**
 * HTTP/1.1 on a new socket for each request: exactly one request is sent, and closing cancels it.
 */
@NullMarked
package dev.byok.http.wire;

import org.jspecify.annotations.NullMarked;
