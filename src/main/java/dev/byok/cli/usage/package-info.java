/** The commands that read the ledger: {@code byok usage} and what is below it. */
@NullMarked
package dev.byok.cli.usage;

import org.jspecify.annotations.NullMarked;
