/** How programs learn of the gateway: by variables, by arguments, by a private folder. */
@NullMarked
package dev.byok.serve.child.recipes;

import org.jspecify.annotations.NullMarked;
