/** One request over the network: checked addresses, TLS, time-outs, ceilings. */
@NullMarked
package dev.byok.http;

import org.jspecify.annotations.NullMarked;
