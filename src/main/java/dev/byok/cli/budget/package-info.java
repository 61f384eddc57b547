/** {@code byok budget}. */
@NullMarked
package dev.byok.cli.budget;

import org.jspecify.annotations.NullMarked;
