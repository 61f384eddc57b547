/** Sends one request over the network: checked addresses, TLS, time-outs, size limits. */
@NullMarked
package dev.byok.http;

import org.jspecify.annotations.NullMarked;
