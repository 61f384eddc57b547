/** Whom a TLS connection trusts: roots, chains, names, and the library that speaks the protocol. */
@NullMarked
package dev.byok.http.tls;

import org.jspecify.annotations.NullMarked;
