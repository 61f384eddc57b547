/** The ledger, one JSON array of usage entries, and reports on it. */
@NullMarked
package dev.byok.ledger;

import org.jspecify.annotations.NullMarked;
