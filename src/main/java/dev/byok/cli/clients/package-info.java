/** {@code byok clients}: the programs that may use the gateway. */
@NullMarked
package dev.byok.cli.clients;

import org.jspecify.annotations.NullMarked;
