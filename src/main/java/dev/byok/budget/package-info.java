/** Budgets: the limit of a period, what was spent, and what running requests have reserved. */
@NullMarked
package dev.byok.budget;

import org.jspecify.annotations.NullMarked;
