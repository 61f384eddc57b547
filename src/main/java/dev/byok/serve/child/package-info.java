/** What {@code byok exec} starts: a program's command and its environment. */
@NullMarked
package dev.byok.serve.child;

import org.jspecify.annotations.NullMarked;
