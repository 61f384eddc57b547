/** The ledger: one JSON array of usage entries, and reports over it. */
@NullMarked
package dev.byok.ledger;

import org.jspecify.annotations.NullMarked;
