/** Runs one prompt from the budget to the ledger. Prints nothing and knows no command line. */
@NullMarked
package dev.byok.exchange;

import org.jspecify.annotations.NullMarked;
