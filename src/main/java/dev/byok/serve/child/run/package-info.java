/** Starts a program on the terminal of byok's caller, and ends as it does. */
@NullMarked
package dev.byok.serve.child.run;

import org.jspecify.annotations.NullMarked;
