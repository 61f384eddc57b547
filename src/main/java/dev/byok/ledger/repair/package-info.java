/** A damaged ledger, and how every whole entry of it is kept. */
@NullMarked
package dev.byok.ledger.repair;

import org.jspecify.annotations.NullMarked;
