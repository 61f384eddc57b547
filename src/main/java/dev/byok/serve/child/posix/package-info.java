/** Calls of the system that Java has no method for. */
@NullMarked
package dev.byok.serve.child.posix;

import org.jspecify.annotations.NullMarked;
