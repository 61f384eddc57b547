/** Budgets: what may be spent in a period, what was, and what requests under way may yet spend. */
@NullMarked
package dev.byok.budget;

import org.jspecify.annotations.NullMarked;
