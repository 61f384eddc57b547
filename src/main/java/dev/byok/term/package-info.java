/** What people see: text made safe for a terminal, tables, hidden prompts. */
@NullMarked
package dev.byok.term;

import org.jspecify.annotations.NullMarked;
