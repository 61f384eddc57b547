/** The programs that may use the gateway: their tokens, and what each of them may use and spend. */
@NullMarked
package dev.byok.serve.clients;

import org.jspecify.annotations.NullMarked;
