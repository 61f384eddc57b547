/** The ledger's bytes: read forwards, backwards and in halves, and kept from other users. */
@NullMarked
package dev.byok.ledger.file;

import org.jspecify.annotations.NullMarked;
