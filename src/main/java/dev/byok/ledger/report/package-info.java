/** Sums over the ledger: which entries count, how they are grouped, and the totals. */
@NullMarked
package dev.byok.ledger.report;

import org.jspecify.annotations.NullMarked;
