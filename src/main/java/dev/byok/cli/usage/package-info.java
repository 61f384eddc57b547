/** {@code byok usage} and its subcommands, which read the ledger. */
@NullMarked
package dev.byok.cli.usage;

import org.jspecify.annotations.NullMarked;
