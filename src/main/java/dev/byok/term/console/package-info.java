/** Where a person talks with models: a screen, a keyboard, or what stands in for them. */
@NullMarked
package dev.byok.term.console;

import org.jspecify.annotations.NullMarked;
