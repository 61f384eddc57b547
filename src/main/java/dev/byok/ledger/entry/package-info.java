/** A line of the ledger: its fields, and how it is written and read. */
@NullMarked
package dev.byok.ledger.entry;

import org.jspecify.annotations.NullMarked;
