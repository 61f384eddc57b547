/** One prompt from the budget to the ledger. Nothing here prints, or knows a command line. */
@NullMarked
package dev.byok.exchange;

import org.jspecify.annotations.NullMarked;
