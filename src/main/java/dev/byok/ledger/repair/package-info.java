/** Repairs a damaged ledger and keeps every whole entry. */
@NullMarked
package dev.byok.ledger.repair;

import org.jspecify.annotations.NullMarked;
