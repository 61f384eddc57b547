/** A line of the ledger: what it says, and how it is written and read. */
@NullMarked
package dev.byok.ledger.entry;

import org.jspecify.annotations.NullMarked;
