/** What a process has once: a timer, and what must happen before it ends. */
@NullMarked
package dev.byok.process;

import org.jspecify.annotations.NullMarked;
