/** Sums over the ledger: what is counted, in which groups, and what comes out. */
@NullMarked
package dev.byok.ledger.report;

import org.jspecify.annotations.NullMarked;
